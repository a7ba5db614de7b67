import { groupSheet } from "../../api/query";
import type { DriftTrend, GroupDetail } from "../../api/shape";
import { LineChart, LineData } from "../../chart/line";
import { ChartFile } from "../../chart/timeline";
import { metric, plural } from "../../format/number";
import type { GroupKey } from "../../route/path";
import { rangeWords } from "../../route/range";
import { useRange } from "../../route/router";
import type { Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";

const WATCH = 0.1;

/** How the worst feature of one execution stands; without a control there is no limit to be over. */
export function driftMeaning(psi: number | null, limit: number | null): Meaning {
  if (psi === null) return { tone: "neutral", word: "Too few values" };
  if (limit !== null && psi > limit) return { tone: "bad", word: "Drifted" };
  return psi > WATCH ? { tone: "warn", word: "Moves" } : { tone: "ok", word: "Stable" };
}

/** What callers send to the endpoints that run the group, against their baselines. */
export function DriftCard({ detail, id }: { detail: GroupDetail; id: GroupKey }) {
  const words = rangeWords(useRange());
  return (
    <Card title="Drift of what serves" aside={`Population stability index (PSI) of the worst feature${words === null ? "" : `, ${words}`}`} span="span-12">
      {detail.drift.length === 0 ? (
        <Empty title={detail.serving.length === 0 ? "It serves nowhere" : words === null ? "No drift is known" : "No drift is known of this time range"}>
          <p className="muted">
            {detail.serving.length === 0
              ? "Drift is measured where an endpoint runs a version."
              : "No report of a data quality monitor that could be compared with a baseline was read of its endpoints: that is not the same as no drift."}
          </p>
        </Empty>
      ) : (
        <>
          <p className="meta prose">
            PSI compares what came in with the baseline: below {WATCH} it is alike, above {detail.psi_limit ?? "the limit"} the model answers questions that it was not taught. Only features with enough values on both sides count.
          </p>
          <div className="trends">
            {detail.drift.map((trend) => (
              <Drift key={`${trend.account_id} ${trend.region} ${trend.endpoint_name}`} trend={trend} limit={detail.psi_limit} id={id} />
            ))}
          </div>
        </>
      )}
    </Card>
  );
}

function Drift({ trend, limit, id }: { trend: DriftTrend; limit: number | null; id: GroupKey }) {
  const range = useRange();
  const points = trend.points.map((point) => ({
    at: Date.parse(point.scheduled_at),
    value: point.psi,
    limit,
    note: `${point.feature ?? "no feature"}, ${plural(point.features, "feature")} compared${point.too_few > 0 ? `, ${point.too_few} with too few values` : ""}`,
  }));
  const last = trend.points.at(-1);
  if (last === undefined) return null;
  const runs = trend.versions.map((version) => `v${version}`).join(", ");
  return (
    <section aria-label={`Drift of ${trend.endpoint_name}`}>
      <div className="trend-head">
        <h3 className="wrap">{trend.endpoint_name}</h3>
        <Badge {...driftMeaning(last.psi, limit)} />
      </div>
      <p className="meta wrap">
        Runs {runs}. Newest: {last.psi === null ? "not known" : `${metric(last.psi)}, ${last.feature ?? "no feature"}`}
      </p>
      <LineChart
        label={`PSI of the worst feature of ${trend.endpoint_name}, ${plural(points.length, "execution")}, the last ${last.psi === null ? "not known" : metric(last.psi)}. Left and right read them.`}
        points={points}
        write={metric}
        limitLabel="Limit"
        height={150}
        dots
      />
      <LineData caption={`PSI of the worst feature of ${trend.endpoint_name}`} points={points} write={metric}>
        <ChartFile path={groupSheet(id, "drift", range)} name={`${id.group}-drift.csv`} />
      </LineData>
    </section>
  );
}
