import { useQuery } from "@tanstack/react-query";
import { monitoringQuery } from "../../api/query";
import type { Monitoring } from "../../api/shape";
import { count, plural } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { parseRange } from "../../route/range";
import { usePlace } from "../../route/router";
import { HelpText } from "../../ui/help-text";
import { usePainted } from "../../ui/marks";
import { Empty, ErrorCard, Skeleton } from "../../ui/states";
import { useTitle } from "../../ui/title";
import { CoverageByType } from "./coverage";
import { DriftBoard } from "./drift";
import { MonitoredEndpoints } from "./endpoints";
import { FailingMonitors } from "./failing";
import { QualityBoard } from "./quality";
import { parseChoice } from "./state";

const HELP = [
  ["Monitored", "A monitor of that type runs and at least one of its executions came to a result."],
  ["Only failing", "It runs, and every execution that was seen failed: it looks watched and is not."],
  ["None", "No schedule of that type was seen, in a place whose schedules were read. Where the endpoint captures no data that comes first."],
  ["Impossible", "Model Monitor reads what an endpoint captures: serverless endpoints capture nothing, and of one that hosts many models it cannot tell them apart."],
  ["PSI", "Population stability index of a feature against its baseline: below 0.10 stable, above it worth a look, and above the limit of the endpoint's tier it has drifted. With too few values on a side chance alone looks like drift, so nothing is said."],
  ["Worse by", "How much worse a metric of the newest execution is than its baseline, as a share of the baseline's value."],
] as const;

const KEY = ["monitoring"] as const;

export default function MonitoringPage() {
  useTitle("Monitoring");
  const { search } = usePlace();
  const { data, error, refetch, dataUpdatedAt } = useQuery(monitoringQuery(parseRange(search)));
  useRefetchOn("changes", KEY);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the monitoring" heights={[200, 300, 300]} />;
  return <MonitoringView data={data} search={search} />;
}

export function MonitoringView({ data, search }: { data: Monitoring; search: string }) {
  const unwatched = data.endpoints.filter((one) => one.monitors.every((cell) => cell.monitoring_state !== "ok")).length;
  const unsaid = data.endpoints.filter((one) => one.in_production === null).length;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Monitoring</h1>
          <p className="coverage-text">
            {data.endpoints.length === 0
              ? "No endpoint in service is in production."
              : `No monitor came to a result for ${count(unwatched)} of ${plural(data.endpoints.length, "production endpoint")}.`}
            {unsaid > 0 && ` Of ${count(unsaid)} nothing says whether they are in production; they are counted as if.`}
          </p>
        </div>
      </div>
      <HelpText rows={HELP} />
      {data.endpoints.length === 0 && data.failing.length === 0 && data.drift.length === 0 ? (
        <div className="card">
          <Empty title="Nothing to watch was seen yet">
            <p>
              Run <code>modelgov collect</code> to read your accounts.
            </p>
          </Empty>
        </div>
      ) : (
        <div className="grid">
          <CoverageByType types={data.types} />
          <FailingMonitors rows={data.failing} />
          <DriftBoard rows={data.drift} />
          <QualityBoard rows={data.quality} />
          <MonitoredEndpoints rows={data.endpoints} choice={parseChoice(search)} />
        </div>
      )}
    </>
  );
}
