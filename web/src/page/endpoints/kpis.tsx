import type { EndpointPeriod, EndpointSummary } from "../../api/shape";
import { count, dollars, percent, plural } from "../../format/number";
import { day, month } from "../../format/time";
import { ENDPOINTS, type EndpointFacet, type EndpointFilter } from "../../route/endpoints";
import { rangeTitle } from "../../route/range";
import { useRange } from "../../route/router";
import { Badge } from "../../ui/badge";
import { Kpi } from "../overview/kpi";

interface KpisProps {
  summary: EndpointSummary;
  filter: EndpointFilter;
}

/** Counts and sums over the endpoints that the filters leave; each leads to the rows that make it up. */
export function EndpointKpis({ summary, filter }: KpisProps) {
  const title = rangeTitle(useRange());
  const { period } = summary;
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
      {period === null || title === null ? <ThisMonth summary={summary} /> : <CostOf period={period} span={title} />}
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
      {period === null || title === null ? (
        <Errors title="Requests in error, 30 days" all={summary.invocations_30d} callers={summary.errors_4xx_30d} own={summary.errors_5xx_30d} unmeasured={summary.unmeasured} />
      ) : (
        <Errors title="Requests in error" span={title} all={period.invocations} callers={period.errors_4xx} own={period.errors_5xx} unmeasured={period.unmeasured} since={period.known_since} />
      )}
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

/** Cost is known by month: of the months that the range touches, each whole. */
function CostOf({ period, span }: { period: EndpointPeriod; span: string }) {
  const { first_month: first, last_month: last } = period;
  return (
    <Kpi title="Cost in the time range" value={period.usd === null ? null : dollars(period.usd)}>
      <p className="meta">{span}</p>
      <p className="meta">{first === null || last === null ? "No month is known" : `${first === last ? month(first) : `${month(first)} to ${month(last)}`}, each month whole`}</p>
      <p className="meta">{period.billed_usd === null ? "List price" : `AWS billed ${dollars(period.billed_usd)}`}</p>
    </Kpi>
  );
}

interface ErrorsProps {
  title: string;
  all: number | null;
  callers: number | null;
  own: number | null;
  unmeasured: number;
  /** The time range, where it is not in the title. */
  span?: string;
  /** The first day of which there is a value. */
  since?: string | null;
}

function Errors({ title, span, all, callers, own, unmeasured, since = null }: ErrorsProps) {
  const share = (errors: number | null) => (all === null || errors === null || all === 0 ? null : errors / all);
  const both = callers === null || own === null ? null : share(callers + own);
  const [fourth, fifth] = [share(callers), share(own)];
  return (
    <Kpi title={title} value={both === null ? null : percent(both)}>
      {span !== undefined && <p className="meta">{span}</p>}
      {fourth !== null && fifth !== null && all !== null && (
        <p className="meta">
          {percent(fourth)} 4xx, {percent(fifth)} 5xx of {count(all)}
        </p>
      )}
      {since !== null && <p className="meta">Whole days, values since {day(since)}</p>}
      {unmeasured > 0 && <p className="meta">{plural(unmeasured, "endpoint")} not measured</p>}
    </Kpi>
  );
}
