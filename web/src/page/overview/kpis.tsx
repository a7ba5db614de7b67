import type { Kpi, Overview } from "../../api/shape";
import { Sparkline } from "../../chart/parts";
import { count, dollars, percent, plural, signed } from "../../format/number";
import { day } from "../../format/time";
import { ENDPOINTS } from "../../route/endpoints";
import { findingsPath } from "../../route/findings";
import { modelsPath } from "../../route/filter";
import { rangeWords } from "../../route/range";
import { useRange } from "../../route/router";
import { inScope, type Scope } from "../../route/scope";
import { HELP } from "../../text/help";
import { Badge } from "../../ui/badge";
import { KpiCard } from "./kpi";

const PENDING = ["PendingManualApproval"];
const PRODUCTION = { production: ["yes"] };
const NOT_APPROVED = { ...PRODUCTION, approval_status: ["PendingManualApproval", "Rejected", "Unknown"] };
const VERDICTS = { better: { tone: "ok", shape: "check" }, worse: { tone: "bad", shape: "triangle" }, same: { tone: "neutral", shape: "dash" } } as const;

export interface Scopes {
  readonly all: number;
  readonly missing: number;
}

interface KpisProps {
  readonly data: Overview;
  readonly scopes: Scopes | null;
  readonly scope: Scope;
}

export function Kpis({ data, scopes, scope }: KpisProps) {
  return (
    <div className="kpis">
      {data.kpis.map((kpi) => (
        <Known key={kpi.name} kpi={kpi} data={data} scope={scope} />
      ))}
      <Endpoints data={data} scope={scope} />
      {scopes && <Seen scopes={scopes} />}
    </div>
  );
}

/** The list that makes up a number. */
function listOf(kpi: Kpi): string {
  if (kpi.name === "production") return modelsPath({ values: PRODUCTION });
  if (kpi.name === "waiting") return modelsPath({ values: { approval_status: PENDING }, sort: "registered_at" });
  if (kpi.name === "cost") return ENDPOINTS.to({});
  if (kpi.name === "idle") return ENDPOINTS.to({ values: { idle: ["idle"] } });
  if (kpi.group !== null) return findingsPath({ values: { status: ["fail"], control_group: [kpi.group] } });
  return findingsPath({ values: { status: ["fail"], control_id: kpi.controls } });
}

function shown(kpi: Kpi, value: number): string {
  return kpi.unit === "share" ? percent(value) : kpi.unit === "usd" ? dollars(value) : count(value);
}

function changed(kpi: Kpi, change: number): string {
  if (kpi.unit === "count") return signed(change);
  const size = kpi.unit === "usd" ? dollars(Math.abs(change)) : `${Number((Math.abs(change) * 100).toFixed(1))} points`;
  return (change > 0 ? "+" : change < 0 ? "\u2212" : "") + size;
}

function Known({ kpi, data, scope }: { kpi: Kpi; data: Overview; scope: Scope }) {
  const known = kpi.points.flatMap(({ value }) => (value === null ? [] : [value]));
  const spark = <Sparkline values={known} label={`${HELP[kpi.name].title}: ${known.map((value) => shown(kpi, value)).join(", ")}`} />;
  return (
    <KpiCard
      about={kpi.name}
      value={kpi.value === null ? null : shown(kpi, kpi.value)}
      to={inScope(listOf(kpi), scope)}
      aside={spark}
    >
      <Change kpi={kpi} />
      <Details kpi={kpi} data={data} scope={scope} />
    </KpiCard>
  );
}

/** How it went on in the time range, judged; or why that is not known. */
function Change({ kpi }: { kpi: Kpi }) {
  const words = rangeWords(useRange());
  const span = kpi.name === "cost" ? "last whole month against the one before" : (words ?? "in 30 days");
  if (kpi.change !== null && kpi.verdict !== null) {
    return (
      <>
        <Badge {...VERDICTS[kpi.verdict]} word={kpi.verdict === "same" ? "Unchanged" : changed(kpi, kpi.change)} /> <span className="meta">{span}</span>
      </>
    );
  }
  if (kpi.known_since !== null) return <p className="meta">History begins {day(kpi.known_since.slice(0, 10))}</p>;
  return <p className="meta">{kpi.points.length === 0 ? "No history is kept" : "Nothing to compare with yet"}</p>;
}

function Details({ kpi, data, scope }: { kpi: Kpi; data: Overview; scope: Scope }) {
  const words = rangeWords(useRange());
  const span = words === null ? " in 30 days" : `, ${words}`;
  switch (kpi.name) {
    case "production":
      return <Approved data={data} scope={scope} />;
    case "waiting":
      return <Oldest data={data} scope={scope} />;
    case "cost":
      return <CostNote data={data} />;
    case "idle":
      return (
        <p className="meta">
          {kpi.usd_per_month === null ? "What they cost is not known" : `${dollars(kpi.usd_per_month)} a month`}
          {(kpi.unpriced ?? 0) > 0 && kpi.usd_per_month !== null && `, ${count(kpi.unpriced ?? 0)} without a price`}
        </p>
      );
    case "validation":
    case "documentation":
      return kpi.of === null ? null : <p className="meta">Of {count(kpi.of)}{kpi.name === "validation" ? span : " judged"}</p>;
    default:
      return kpi.unknown !== null && kpi.unknown > 0 ? <p className="meta">{count(kpi.unknown)} more not known</p> : null;
  }
}

function Approved({ data, scope }: { data: Overview; scope: Scope }) {
  const open = data.production_not_approved;
  if (open > 0) return <Badge tone="warn" word={`${count(open)} not approved`} to={inScope(modelsPath({ values: NOT_APPROVED }), scope)} />;
  return <Badge tone={data.production_versions > 0 ? "ok" : "neutral"} word={data.production_versions > 0 ? "All approved" : "None serving"} />;
}

function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function Oldest({ data, scope }: { data: Overview; scope: Scope }) {
  const old = data.waiting_over_5_days;
  const oldest = data.waiting[0];
  const to = modelsPath({ values: { approval_status: PENDING }, waitingOverDays: 5, sort: "registered_at" });
  return (
    <>
      {old > 0 ? <Badge tone="warn" word={`${count(old)} over 5 days`} to={inScope(to, scope)} /> : <Badge tone="ok" word="None over 5 days" />}
      {oldest && <p className="meta">The oldest for {plural(daysBetween(oldest.registered_at, data.as_of), "day")}</p>}
    </>
  );
}

function CostNote({ data }: { data: Overview }) {
  const { cost } = data;
  const missing = [
    cost.unpriced_variants > 0 ? `${count(cost.unpriced_variants)} unpriced` : "",
    cost.serverless_variants > 0 ? `${count(cost.serverless_variants)} serverless` : "",
  ].filter(Boolean);
  return (
    <>
      <p className="meta">
        List prices of {day(cost.price_date)}, {cost.price_region}
      </p>
      {missing.length > 0 && <p className="meta">Left out: {missing.join(", ")}</p>}
    </>
  );
}

function Endpoints({ data, scope }: { data: Overview; scope: Scope }) {
  const shadow = data.endpoints_unregistered;
  const to = inScope(ENDPOINTS.to({ values: { registered: ["no"] } }), scope);
  const all = inScope(ENDPOINTS.to({ values: { endpoint_status: ["InService"] } }), scope);
  return (
    <KpiCard about="endpoints" value={count(data.endpoints_in_service)} to={all} aside={<span className="meta">of {count(data.endpoints)}</span>}>
      {shadow > 0 ? (
        <Badge tone="warn" word={`${count(shadow)} unregistered`} to={to} />
      ) : (
        <Badge tone={data.endpoints > 0 ? "ok" : "neutral"} word={data.endpoints > 0 ? "All registered" : "None seen"} />
      )}
    </KpiCard>
  );
}

function Seen({ scopes }: { scopes: Scopes }) {
  const read = scopes.all - scopes.missing;
  return (
    <KpiCard about="coverage" value={count(read)} to="/coverage" aside={<span className="meta">of {count(scopes.all)}</span>}>
      {scopes.missing > 0 ? (
        <Badge tone="warn" word={`${count(scopes.missing)} with gaps`} to="/coverage" />
      ) : (
        <Badge tone={scopes.all > 0 ? "ok" : "neutral"} word={scopes.all > 0 ? "Complete" : "Nothing read yet"} />
      )}
      </KpiCard>
  );
}
