import { groupSheet } from "../../api/query";
import type { MetricTrend } from "../../api/shape";
import { LineChart, LineData } from "../../chart/line";
import { ChartFile } from "../../chart/timeline";
import { metric, metricChange, plural } from "../../format/number";
import type { GroupKey } from "../../route/path";
import { rangeWords } from "../../route/range";
import { useRange } from "../../route/router";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { useState } from "react";

const SHOWN = 4;

export function betterWord(better: string | null): string {
  if (better === null) return "which way is better is not known";
  return better === "higher" ? "higher is better" : "lower is better";
}

/** The metrics that versions state at registration, each with a chart over the versions. */
export function MetricsCard({ metrics, id }: { metrics: readonly MetricTrend[]; id: GroupKey }) {
  const [all, setAll] = useState(false);
  const shown = all ? metrics : metrics.slice(0, SHOWN);
  const words = rangeWords(useRange());
  return (
    <Card title="Evaluation metrics across versions" aside={words === null ? "As versions state them at registration" : `As versions registered in this time range state them: ${words}`} span="span-12">
      {metrics.length === 0 ? (
        <Empty title={words === null ? "No version states a metric" : "No version registered in this time range states a metric"}>
          <p className="muted">Metrics are the numbers among a version's own properties.</p>
        </Empty>
      ) : (
        <div className="trends">
          {shown.map((trend) => (
            <Trend key={trend.name} trend={trend} id={id} />
          ))}
        </div>
      )}
      {metrics.length > shown.length && (
        <button type="button" className="button link" onClick={() => setAll(true)}>
          Show all {metrics.length} metrics
        </button>
      )}
    </Card>
  );
}

function Trend({ trend, id }: { trend: MetricTrend; id: GroupKey }) {
  const range = useRange();
  const points = trend.points.map((point) => ({ at: Date.parse(point.registered_at), value: point.value, limit: null, name: `v${point.version}` }));
  const [last, before] = [trend.points.at(-1), trend.points.at(-2)];
  if (last === undefined) return null;
  const change = before === undefined ? "" : `, ${metricChange(last.value, before.value)} against v${before.version}`;
  return (
    <section aria-label={trend.name}>
      <div className="trend-head">
        <h3 className="wrap">{trend.name}</h3>
        <span className="meta">{betterWord(trend.better)}</span>
      </div>
      <p className="meta">v{last.version}: {metric(last.value)}{change}</p>
      <LineChart
        label={`${trend.name} of ${plural(points.length, "version")} by when they were registered, ${betterWord(trend.better)}; v${last.version} states ${metric(last.value)}. Left and right read the versions.`}
        points={points}
        write={metric}
        height={132}
        fit
        dots
      />
      <LineData caption={`${trend.name} by version`} points={points} write={metric}>
        <ChartFile path={groupSheet(id, "metrics", range)} name={`${id.group}-metrics.csv`} />
      </LineData>
    </section>
  );
}
