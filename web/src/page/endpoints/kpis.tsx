import type { EndpointSummary } from "../../api/shape";
import { count, dollars, percent, plural } from "../../format/number";
import { day } from "../../format/time";
import { ENDPOINTS, type EndpointFacet, type EndpointFilter } from "../../route/endpoints";
import { Badge } from "../../ui/badge";
import { Kpi } from "../overview/kpi";

interface KpisProps {
  summary: EndpointSummary;
  filter: EndpointFilter;
}

/** Counts and sums over the endpoints that the filters leave; each leads to the rows that make it up. */
export function EndpointKpis({ summary, filter }: KpisProps) {
  const narrowed = (key: EndpointFacet, value: string) => ENDPOINTS.to(ENDPOINTS.withValues(filter, key, [value]));
  return (
    <div className="kpis endpoint-kpis">
      <Kpi title="Endpoints in service" value={count(summary.in_service)} aside={<span className="meta">of {count(summary.endpoints)}</span>}>
        <span className="count-badges">
          {summary.over > 0 && <Badge tone="warn" word={`${count(summary.over)} too busy`} to={narrowed("fit", "over")} />}
          {summary.under > 0 && <Badge tone="warn" shape="dash" word={`${count(summary.under)} hardly used`} to={narrowed("fit", "under")} />}
        </span>
      </Kpi>
      <Kpi title="Cost a month, list price" value={summary.usd_per_month === null ? null : dollars(summary.usd_per_month)}>
        <p className="meta">{leftOut(summary) || (summary.in_service > 0 ? "All in service, for 730 hours" : "None in service")}</p>
      </Kpi>
      <ThisMonth summary={summary} />
      <Kpi
        title="Idle cost a month"
        value={idleCost(summary)}
      >
        {summary.idle > 0 ? (
          <Badge tone="warn" word={`${plural(summary.idle, "endpoint")} idle`} to={narrowed("idle", "idle")} />
        ) : (
          <Badge tone={summary.idle_unknown > 0 || summary.in_service === 0 ? "neutral" : "ok"} word={summary.in_service === 0 ? "None in service" : summary.idle_unknown > 0 ? "None known" : "None idle"} />
        )}
        {summary.idle_unknown > 0 && <p className="meta">{count(summary.idle_unknown)} not known</p>}
      </Kpi>
      <Errors summary={summary} />
      <Kpi title="Unregistered (shadow AI)" value={count(summary.unregistered)} to={summary.unregistered > 0 ? narrowed("registered", "no") : undefined}>
        {summary.unregistered > 0 ? (
          <Badge tone="bad" word="Unexplained" to={narrowed("registered", "no")} />
        ) : (
          <Badge tone={summary.unregistered_unknown > 0 || summary.endpoints === 0 ? "neutral" : "ok"} word={summary.endpoints === 0 ? "None seen" : "None found"} />
        )}
        {summary.unregistered_unknown > 0 && <p className="meta">{count(summary.unregistered_unknown)} not known</p>}
      </Kpi>
    </div>
  );
}

/** Nothing where nothing serves: that is neither a saving nor none. */
function idleCost({ in_service: serving, idle, idle_usd_per_month: usd }: EndpointSummary): string | null {
  if (serving === 0) return null;
  return idle === 0 ? "$0" : usd === null ? null : dollars(usd);
}

function leftOut(summary: EndpointSummary): string {
  const parts = [
    summary.unpriced > 0 ? `${count(summary.unpriced)} without a price` : "",
    summary.serverless > 0 ? `${count(summary.serverless)} serverless` : "",
  ].filter(Boolean);
  return parts.length > 0 ? `Left out: ${parts.join(", ")}` : "";
}

function ThisMonth({ summary: { month } }: { summary: EndpointSummary }) {
  return (
    <Kpi title="This month so far" value={month.usd === null ? null : dollars(month.usd)}>
      {month.projected_usd !== null && <p className="meta">{dollars(month.projected_usd)} by its end if nothing changes</p>}
      <p className="meta">
        {month.billed_usd !== null ? `AWS billed ${dollars(month.billed_usd)}` : "List price"}
        {month.until !== null && `, until ${day(month.until)}`}
      </p>
    </Kpi>
  );
}

function Errors({ summary }: { summary: EndpointSummary }) {
  const { invocations_30d: all, errors_4xx_30d: callers, errors_5xx_30d: own } = summary;
  const share = (errors: number | null) => (all === null || errors === null || all === 0 ? null : errors / all);
  const both = callers === null || own === null ? null : share(callers + own);
  const [fourth, fifth] = [share(callers), share(own)];
  return (
    <Kpi title="Requests in error, 30 days" value={both === null ? null : percent(both)}>
      {fourth !== null && fifth !== null && all !== null && (
        <p className="meta">
          {percent(fourth)} 4xx, {percent(fifth)} 5xx of {count(all)}
        </p>
      )}
      {summary.unmeasured > 0 && <p className="meta">{plural(summary.unmeasured, "endpoint")} not measured</p>}
    </Kpi>
  );
}
