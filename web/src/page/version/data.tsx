import { versionTabQuery } from "../../api/query";
import type { DataMonitor, VersionData } from "../../api/shape";
import { count, plural } from "../../format/number";
import type { VersionKey } from "../../route/path";
import { usePlace, useRange } from "../../route/router";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { At } from "../../ui/time";
import { FeatureDetail } from "./feature";
import { Features } from "./features";
import { limit, stateOf, verdict, whyNothing } from "./monitor";
import { Fetched } from "./tab-query";
import type { TabProps } from "./tabs";

/** How far what reaches the version is from its baseline, feature by feature. */
export default function DataTab({ id }: TabProps) {
  return (
    <Fetched query={versionTabQuery(id, "data", useRange())} label="Loading the data" heights={[200, 320]}>
      {(data) => <DataView data={data} id={id} />}
    </Fetched>
  );
}

export function DataView({ data, id }: { data: VersionData; id: VersionKey }) {
  const chosen = new URLSearchParams(usePlace().search).get("feature");
  if (data.monitors.length === 0) {
    return (
      <div className="card">
        <Empty title="No endpoint serves this version">
          <p className="muted">What reaches a model is watched where it serves. No endpoint that was seen runs this version, so nothing is known of its data.</p>
        </Empty>
      </div>
    );
  }
  return (
    <div className="grid">
      {data.monitors.map((monitor) => (
        <Monitor key={`${monitor.endpoint_arn} ${monitor.schedule_name ?? ""}`} monitor={monitor} chosen={chosen} id={id} />
      ))}
    </div>
  );
}

function Monitor({ monitor, chosen, id }: { monitor: DataMonitor; chosen: string | null; id: VersionKey }) {
  const { features } = monitor;
  const shown = features.find((one) => one.feature === chosen) ?? features[0];
  return (
    <>
      <Card title={`Data that reaches ${monitor.endpoint_name}`} aside={`${monitor.account_name}, ${monitor.region}`} span="span-12">
        {features.length === 0 ? <Nothing monitor={monitor} /> : <State monitor={monitor} />}
      </Card>
      {shown && <FeatureDetail feature={shown} monitor={monitor} />}
      {features.length > 0 && <Features monitor={monitor} shown={shown?.feature ?? null} id={id} />}
    </>
  );
}

function Nothing({ monitor }: { monitor: DataMonitor }) {
  const [title, text] = whyNothing(monitor);
  return (
    <Empty title={title}>
      <p className="muted wrap"><LongText text={text} /></p>
    </Empty>
  );
}

function State({ monitor }: { monitor: DataMonitor }) {
  const { drifted, some, unknown } = verdict(monitor);
  const { features, limits } = monitor;
  return (
    <>
      <p className="monitor-state">
        <Badge {...stateOf(monitor)} />
        {drifted > 0 && <Badge tone="bad" word={`${plural(drifted, "feature")} drifted`} />}
        {some > 0 && <Badge tone="warn" word={`${plural(some, "feature")} with some drift`} />}
        {unknown > 0 && <Badge tone="neutral" word={`${plural(unknown, "feature")} not compared`} />}
        {drifted + some + unknown === 0 && <Badge tone="ok" word={`${plural(features.length, "feature")} stable`} />}
      </p>
      <p>
        Newest report <At at={monitor.measured_at ?? ""} />: {monitor.rows === null ? "rows not counted" : plural(monitor.rows, "row")}, {base(monitor)}.
      </p>
      <Notes monitor={monitor} />
      <p className="meta prose">
        <strong>PSI</strong> adds up how much the shares of ten bins (or of all words) differ: below {limit(limits.psi_some)} stable
        {limits.psi !== null && <>, above {limit(limits.psi)} drifted (tier {monitor.tier})</>}. <strong>KS</strong> is the largest distance of the two cumulative
        distributions, 0 to 1{limits.ks !== null && <>: above {limit(limits.ks)} drifted</>}; words have none.
        {limits.samples !== null && <> Both need {count(limits.samples)} values on each side, else chance looks like drift.</>}
      </p>
    </>
  );
}

function base({ baseline_state: state, baseline_rows: rows }: DataMonitor): string {
  if (state === "none") return "without a baseline: nothing says how far it moved";
  if (state === "unread") return "against a baseline that could not be read: nothing says how far it moved";
  return rows === null ? "against its baseline" : `against a baseline of ${plural(rows, "row")}`;
}

/** What makes the numbers less sure than they look. */
function Notes({ monitor }: { monitor: DataMonitor }) {
  const later = monitor.last_execution_at !== null && monitor.last_execution_at !== monitor.measured_at;
  return (
    <>
      {later && (
        <p className="wrap">
          A later execution, <At at={monitor.last_execution_at ?? ""} />, left no report that was read
          {monitor.last_failure_reason === null ? "." : <>: <LongText text={monitor.last_failure_reason} most={200} /></>}
        </p>
      )}
      {monitor.other_versions > 0 && (
        <p>The endpoint serves {plural(monitor.other_versions, "other version")} too: the monitor sees all its requests and does not tell versions apart.</p>
      )}
    </>
  );
}
