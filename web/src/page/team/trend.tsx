import type { TeamDetail, TeamMeasures } from "../../api/shape";
import { Lines, LinesData, type LineSeries } from "../../chart/lines";
import { percent, plural } from "../../format/number";
import { rangeWords } from "../../route/range";
import { useRange } from "../../route/router";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";

function rates(measures: TeamMeasures | null, months: readonly string[]): readonly (number | null)[] {
  return months.map((month) => measures?.months.find((one) => one.month === month)?.failure_rate ?? null);
}

/** Every month from the first to the last, so that one without a validation is a gap. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const found: string[] = [];
  const at = new Date(`${first}-01T00:00:00Z`);
  for (let month = first; month <= last && found.length < 1200; month = at.toISOString().slice(0, 7)) {
    found.push(month);
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return found;
}

/** The share of validations that failed by month, beside that of all teams. */
export function FailureTrend({ data: { row, organisation } }: { data: TeamDetail }) {
  const words = rangeWords(useRange());
  const span = words === null ? " in 12 months" : `, ${words}`;
  const known = organisation.months.map((one) => one.month);
  const [first, last] = [known[0], known[known.length - 1]];
  const own = row.measures?.months ?? [];
  if (first === undefined || last === undefined || own.length === 0) {
    return (
      <Card title="Failed validations by month" span="span-12">
        <Empty title={`No validation of it came to a result${span}`} />
      </Card>
    );
  }
  const months = monthsBetween(first, last);
  const at = months.map((month) => Date.parse(`${month}-01T00:00:00Z`));
  const series: readonly LineSeries[] = [
    { key: "team", label: row.team, stroke: "var(--series-1)", values: rates(row.measures, months) },
    { key: "all", label: "All teams", stroke: "var(--series-2)", dash: "6 3", values: rates(organisation, months) },
  ];
  const caption = `Share of ${row.team}'s validations that failed, by month`;
  return (
    <Card title="Failed validations by month" aside={`${plural(row.measures?.validations ?? 0, "validation")} of this team${span}`} span="span-12">
      <Lines label={`${caption}, beside all teams. Left and right read the months.`} at={at} series={series} write={percent} height={220} />
      <p className="meta">A month without a validation is a gap. In a month with few, chance moves the share much.</p>
      <LinesData caption={caption} at={at} series={series} write={percent} file="validations" />
    </Card>
  );
}
