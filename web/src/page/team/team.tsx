import { useQuery } from "@tanstack/react-query";
import { teamQuery } from "../../api/query";
import type { TeamDetail } from "../../api/shape";
import { count, dollars, percent, plural } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { ENDPOINTS } from "../../route/endpoints";
import { modelsPath } from "../../route/filter";
import { findingsPath } from "../../route/findings";
import { rangeTitle } from "../../route/range";
import { Link, useRange } from "../../route/router";
import { Badge } from "../../ui/badge";
import { HelpText } from "../../ui/help-text";
import { usePainted } from "../../ui/marks";
import { ErrorCard, Skeleton } from "../../ui/states";
import { useTitle } from "../../ui/title";
import { passedShare } from "../findings/summary";
import { Kpi } from "../overview/kpi";
import { against, documentation, hoursText } from "../teams/measure";
import { TEAM_HELP } from "../teams/teams";
import { ByGroup, ScoreOverTime } from "./score";
import { FailedSteps, NewestFailures } from "./steps";
import { FailureTrend } from "./trend";

export default function TeamPage({ id }: { id: string }) {
  useTitle(id);
  const query = teamQuery(id, useRange());
  const { data, error, refetch, dataUpdatedAt } = useQuery(query);
  useRefetchOn("findings", query.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the team" heights={[104, 240, 240]} />;
  return <TeamView data={data} />;
}

export function TeamView({ data }: { data: TeamDetail }) {
  const { row } = data;
  return (
    <>
      <nav className="crumbs" aria-label="Where this is">
        <Link to="/teams">Teams</Link>
        <span aria-hidden="true">/</span>
        <span className="wrap">{row.team}</span>
      </nav>
      <div className="page-head">
        <div>
          <h1 className="wrap">{row.team}</h1>
          <p>{row.business_units.join(", ")}</p>
        </div>
      </div>
      <TeamKpis data={data} />
      <HelpText rows={TEAM_HELP} />
      <div className="grid">
        <FailureTrend data={data} />
        <FailedSteps steps={data.steps} />
        <NewestFailures failed={data.failed} />
        <ByGroup row={row} evaluatedAt={data.evaluated_at} />
        <ScoreOverTime row={row} evaluatedAt={data.evaluated_at} />
      </div>
    </>
  );
}

function TeamKpis({ data: { row, organisation } }: { data: TeamDetail }) {
  const { measures } = row;
  const values = { team: [row.team] };
  const documented = documentation(row);
  const title = rangeTitle(useRange());
  return (
    <div className="kpis team-kpis">
      <Kpi title="Score" value={passedShare(row.counts)} to={findingsPath({ values })}>
        <span className="meta">{count(row.counts.unknown)} unknown, {count(row.counts.exempt)} exempt</span>
      </Kpi>
      <Kpi title="Validations that failed" value={measures?.failure_rate == null ? "not known" : percent(measures.failure_rate)}>
        {title !== null && <p className="meta">{title}</p>}
        {measures && <Badge {...against(measures, organisation)} />}
        {measures && measures.failure_low !== null && measures.failure_high !== null && (
          <p className="meta">
            {percent(measures.failure_low)} to {percent(measures.failure_high)}; all teams {organisation.failure_rate === null ? "not known" : percent(organisation.failure_rate)}
          </p>
        )}
      </Kpi>
      <Kpi title="Approved in, median" value={hoursText(measures?.approve_hours_median ?? null)}>
        {title !== null && <p className="meta">{title}</p>}
        <p className="meta">
          {plural(measures?.approvals ?? 0, "approval")}, nine of ten in {hoursText(measures?.approve_hours_p90 ?? null)}; all teams {hoursText(organisation.approve_hours_median)}
        </p>
      </Kpi>
      <Kpi title="Waiting for approval" value={count(measures?.waiting ?? 0)} to={modelsPath({ values: { ...values, approval_status: ["PendingManualApproval"] } })}>
        <p className="meta">of {plural(measures?.versions ?? 0, "version")}</p>
      </Kpi>
      <Kpi title="Documentation" value={documented === null ? "not known" : percent(documented)} to={findingsPath({ values: { ...values, control_group: ["documentation"] } })}>
        <p className="meta">of its checks passed</p>
      </Kpi>
      <Kpi title="Open failures" value={count(measures?.findings ?? 0)} to={findingsPath({ values: { ...values, status: ["fail"] } })}>
        <p className="meta">{count(measures?.severe_findings ?? 0)} critical or high</p>
      </Kpi>
      <Kpi
        title="Cost a month, list price"
        value={measures?.usd_per_month == null ? (measures && measures.endpoints > 0 ? "not known" : "none") : dollars(measures.usd_per_month)}
        to={ENDPOINTS.to({ values })}
      >
        <p className="meta">
          {plural(measures?.endpoints ?? 0, "endpoint")}
          {measures && measures.serverless > 0 && `, ${count(measures.serverless)} serverless left out`}
          {measures && measures.unpriced > 0 && `, ${count(measures.unpriced)} without a price`}
        </p>
      </Kpi>
    </div>
  );
}
