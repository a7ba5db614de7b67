import type { FindingChart } from "../../api/shape";
import { LineChart, LineData } from "../../chart/line";
import { writeNumber } from "../../format/form";
import { plural } from "../../format/number";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";

function bare(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

/** The time series that shows why, with its limit. */
export function ChartCard({ chart }: { chart: FindingChart }) {
  const points = chart.points.map((point) => ({ at: Date.parse(point.at), value: point.value, limit: point.limit }));
  const write = (value: number) => writeNumber(chart.form, value);
  const hours = chart.points.some((point) => !point.at.includes("T00:00:00"));
  const what = bare(chart.what);
  const of = Object.values(chart.of).join(", ");
  const limit = points[points.length - 1]?.limit ?? null;
  const last = points[points.length - 1];
  return (
    <Card title={what} aside={of} span="span-12">
      {points.length === 0 || last === undefined ? (
        <Empty title="There is no point to draw">
          <p className="muted">
            AWS keeps no value for a time in which nothing happened, so there may be none, or none was read. An empty chart does not tell which: the heading does.
          </p>
        </Empty>
      ) : (
        <>
          <LineChart
            label={`${what} of ${of || "the organisation"}: ${plural(points.length, "point")}, the last ${write(last.value)}${limit === null ? "" : `, limit ${write(limit)}`}. Left and right read the points.`}
            points={points}
            write={write}
            limitLabel="Limit"
            marks={chart.marks}
            hours={hours}
            height={220}
          />
          {limit !== null && (
            <p className="meta">
              <span className="limit-key" aria-hidden="true" /> Limit: {write(limit)}. {chart.limit_what}
            </p>
          )}
          {chart.reading !== null && <p className="prose">{chart.reading}</p>}
          {chart.cut && <p className="meta">Older points are left out.</p>}
          <LineData caption={`${what}, ${of}`} points={points} write={write} hours={hours} />
        </>
      )}
    </Card>
  );
}
