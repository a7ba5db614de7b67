import type { Overview } from "../../api/shape";
import { Sparkline } from "../../chart/parts";
import { total } from "../../chart/layout";
import { count, dollars, signed } from "../../format/number";
import { day } from "../../format/time";
import { ENDPOINTS } from "../../route/endpoints";
import { modelsPath } from "../../route/filter";
import { Badge } from "../../ui/badge";
import { Kpi } from "./kpi";
import { approvalCounts } from "./series";

const SPARK_MONTHS = 7;
const WAITING = { approval_status: ["PendingManualApproval"] };
const NOT_APPROVED = { production: ["yes"], approval_status: ["PendingManualApproval", "Rejected", "Unknown"] };

export interface Scopes {
  readonly all: number;
  readonly missing: number;
}

export function Kpis({ data, scopes }: { data: Overview; scopes: Scopes | null }) {
  return (
    <div className="kpis">
      <Production data={data} />
      <Waiting data={data} />
      <Registered data={data} />
      <Endpoints data={data} />
      <MonthlyCost data={data} />
      {scopes && <Seen scopes={scopes} />}
    </div>
  );
}

function Production({ data }: { data: Overview }) {
  const open = data.production_not_approved;
  return (
    <Kpi title="Production versions" value={count(data.production_versions)} to={modelsPath({ values: { production: ["yes"] } })}>
      {open > 0 ? (
        <Badge tone="warn" word={`${count(open)} not approved`} to={modelsPath({ values: NOT_APPROVED })} />
      ) : (
        <Badge tone={data.production_versions > 0 ? "ok" : "neutral"} word={data.production_versions > 0 ? "All approved" : "None serving"} />
      )}
    </Kpi>
  );
}

function Waiting({ data }: { data: Overview }) {
  const old = data.waiting_over_5_days;
  const to = modelsPath({ values: WAITING, sort: "registered_at" });
  return (
    <Kpi title="Waiting for approval" value={count(data.waiting_for_approval)} to={to}>
      {old > 0 ? (
        <Badge tone="warn" word={`${count(old)} over 5 days`} to={modelsPath({ values: WAITING, waitingOverDays: 5, sort: "registered_at" })} />
      ) : (
        <Badge tone="ok" word="None over 5 days" />
      )}
    </Kpi>
  );
}

function Registered({ data }: { data: Overview }) {
  // The month that runs is not whole yet: beside whole ones it would read as a drop.
  const months = data.versions_per_month.slice(-SPARK_MONTHS - 1, -1).map((row) => total(approvalCounts(row)));
  const change = data.registered_this_month - data.registered_last_month;
  return (
    <Kpi
      title="Registered this month"
      value={count(data.registered_this_month)}
      to={modelsPath({ registered: data.as_of.slice(0, 7) })}
      aside={<Sparkline values={months} label={`Versions registered in the last ${count(months.length)} whole months`} />}
    >
      <span className="meta">{signed(change)} on last month by this day</span>
    </Kpi>
  );
}

function Endpoints({ data }: { data: Overview }) {
  const shadow = data.endpoints_unregistered;
  return (
    <Kpi title="Endpoints in service" value={count(data.endpoints_in_service)} to={ENDPOINTS.to({ values: { endpoint_status: ["InService"] } })} aside={<span className="meta">of {count(data.endpoints)}</span>}>
      {shadow > 0 ? (
        <Badge tone="warn" word={`${count(shadow)} unregistered`} to={ENDPOINTS.to({ values: { registered: ["no"] } })} />
      ) : (
        <Badge tone={data.endpoints > 0 ? "ok" : "neutral"} word={data.endpoints > 0 ? "All registered" : "None seen"} />
      )}
    </Kpi>
  );
}

function MonthlyCost({ data }: { data: Overview }) {
  const { cost } = data;
  const missing = [
    cost.unpriced_variants > 0 ? `${count(cost.unpriced_variants)} unpriced` : "",
    cost.serverless_variants > 0 ? `${count(cost.serverless_variants)} serverless` : "",
  ].filter(Boolean);
  return (
    <Kpi title="Cost a month, list price" value={dollars(cost.usd_per_month)} to={ENDPOINTS.to({})}>
      <p className="meta">
        Prices of {day(cost.price_date)}, {cost.price_region}
      </p>
      {missing.length > 0 && <p className="meta">Left out: {missing.join(", ")}</p>}
    </Kpi>
  );
}

function Seen({ scopes }: { scopes: Scopes }) {
  const read = scopes.all - scopes.missing;
  return (
    <Kpi title="Scopes read in full" value={count(read)} to="/coverage" aside={<span className="meta">of {count(scopes.all)}</span>}>
      {scopes.missing > 0 ? (
        <Badge tone="warn" word={`${count(scopes.missing)} with gaps`} to="/coverage" />
      ) : (
        <Badge tone={scopes.all > 0 ? "ok" : "neutral"} word={scopes.all > 0 ? "Complete" : "Nothing read yet"} />
      )}
    </Kpi>
  );
}
