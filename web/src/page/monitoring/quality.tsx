import { useState } from "react";
import type { DecayingMetric } from "../../api/shape";
import { Sparkline } from "../../chart/parts";
import { saveCsv } from "../../format/csv";
import { count, metric, percent, plural } from "../../format/number";
import { endpointPath } from "../../route/path";
import { rangeWords } from "../../route/range";
import { Link, useRange } from "../../route/router";
import type { Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago } from "../../ui/time";

const WORSE = 0.05;
const MUCH_WORSE = 0.1;
const ENOUGH = 200;
const SHOWN = 12;

/** How a metric stands beside its baseline; with too few rows, or no baseline, nobody knows. */
export function decay(row: Pick<DecayingMetric, "worse_share" | "item_count">): Meaning {
  if (row.worse_share === null) return { tone: "neutral", word: "No baseline" };
  if ((row.item_count ?? 0) < ENOUGH) return { tone: "neutral", word: "Too few rows" };
  if (row.worse_share > MUCH_WORSE) return { tone: "bad", word: "Much worse" };
  return row.worse_share > WORSE ? { tone: "warn", word: "Worse" } : { tone: "ok", word: "Holds" };
}

/** Metrics of predictions whose truth came later, the most decayed first. */
export function QualityBoard({ rows }: { rows: readonly DecayingMetric[] }) {
  const [all, setAll] = useState(false);
  const words = rangeWords(useRange());
  const shown = all ? rows : rows.slice(0, SHOWN);
  const save = () =>
    saveCsv("quality", [
      ["account_id", "region", "endpoint_name", "metric_name", "scheduled_at", "metric_value", "approved_value", "item_count", "worse_share"],
      ...rows.map((row) => [row.account_id, row.region, row.endpoint_name, row.metric_name, row.scheduled_at, row.metric_value, row.approved_value, row.item_count, row.worse_share]),
    ]);
  return (
    <Card title="Quality of predictions" aside={`Newest execution beside the baseline, ${words === null ? "" : `${words}, `}the most decayed first`} span="span-12">
      {rows.length === 0 ? (
        <Empty title={words === null ? "No prediction was compared with the truth yet" : "No prediction was compared with the truth in this time range"}>
          <p className="muted">That needs a model quality monitor, and true outcomes that are delivered to it.</p>
        </Empty>
      ) : (
        <>
          <TableScroll label="Quality of predictions">
            <table className="plain stack">
              <thead>
                <tr>
                  <th scope="col">Endpoint</th>
                  <th scope="col">Metric</th>
                  <th scope="col">State</th>
                  <th scope="col" className="num">Now</th>
                  <th scope="col" className="num">Baseline</th>
                  <th scope="col" className="num">Worse by</th>
                  <th scope="col" className="num">Rows</th>
                  <th scope="col">{words === null ? "Newest values" : "Over time"}</th>
                  <th scope="col" className="num">Measured</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <tr key={`${row.account_id} ${row.region} ${row.endpoint_name} ${row.metric_name}`}>
                    <td className="wrap">
                      <Link to={endpointPath({ account: row.account_id, region: row.region, endpoint: row.endpoint_name })}>{row.endpoint_name}</Link>
                    </td>
                    <td className="nowrap inline">{row.metric_name}</td>
                    <td className="inline"><Badge {...decay(row)} /></td>
                    <td className="num inline" data-label="Now">{row.metric_value === null ? <span className="muted">no value</span> : metric(row.metric_value)}</td>
                    <td className="num inline" data-label="Baseline">{row.approved_value === null ? <span className="muted">not known</span> : metric(row.approved_value)}</td>
                    <td className="num inline" data-label="Worse by">{worse(row.worse_share)}</td>
                    <td className="num inline" data-label="Rows">{row.item_count === null ? <span className="muted">not known</span> : count(row.item_count)}</td>
                    <td><Trend row={row} /></td>
                    <td className="num meta nowrap">{row.scheduled_at !== null && <Ago at={row.scheduled_at} short />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          <div className="show-data">
            {rows.length > shown.length && (
              <button type="button" className="button link" onClick={() => setAll(true)}>Show all {count(rows.length)}</button>
            )}
            <button type="button" className="button link" aria-label="CSV of the quality of predictions" onClick={save}>CSV</button>
          </div>
        </>
      )}
    </Card>
  );
}

function worse(share: number | null): string {
  if (share === null) return "\u2013";
  return share > 0 ? percent(share) : "no worse";
}

function Trend({ row }: { row: DecayingMetric }) {
  const values = row.points.flatMap((point) => (point.value === null ? [] : [point.value]));
  return <Sparkline values={values} label={`${row.metric_name} in the last ${plural(values.length, "execution")}: ${values.map(metric).join(", ")}`} />;
}
