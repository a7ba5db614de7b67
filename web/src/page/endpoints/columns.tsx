/** The columns of the list of endpoints: one row of this table each. */
import type { ReactNode } from "react";
import type { EndpointRow } from "../../api/shape";
import { count, dollars, metric, percent } from "../../format/number";
import type { Column } from "../../list/table";
import { endpointPath } from "../../route/path";
import { Link } from "../../route/router";
import { endpoint, FITS, IDLES, meaningIn, REGISTERED } from "../../status";
import { Badge } from "../../ui/badge";
import { Ago } from "../../ui/time";

function name(row: EndpointRow, isStop: boolean): ReactNode {
  const to = endpointPath({ account: row.account_id, region: row.region, endpoint: row.endpoint_name });
  return (
    <Link to={to} data-row-link="" tabIndex={isStop ? 0 : -1} title={row.endpoint_arn}>
      {row.endpoint_name}
    </Link>
  );
}

/** A number, or a dash that says why there is none. */
export function Known({ value, write, why = "Not known" }: { value: number | null; write: (value: number) => string; why?: string }) {
  if (value !== null) return write(value);
  return (
    <span className="muted" title={why}>
      <span aria-hidden="true">{"\u2013"}</span>
      <span className="sr">{why}</span>
    </span>
  );
}

/** Requests a day: whole above ten, since more would be false precision. */
export function daily(value: number): string {
  return value >= 10 ? count(value) : metric(Number(value.toFixed(1)));
}

export function milliseconds(value: number): string {
  return value >= 100 ? count(value) : metric(Number(value.toFixed(1)));
}

/** The unit stands in the head of the column. */
function bareDollars(value: number): string {
  return dollars(value).replace("$", "");
}

function barePercent(share: number): string {
  return percent(share).replace("%", "");
}

const NO_POINT = "No datapoint in 30 days: not known, not zero";

export function idleWord(row: Pick<EndpointRow, "idle" | "idle_days">): string {
  const { word } = meaningIn(IDLES, row.idle);
  return row.idle === "idle" && row.idle_days !== null ? `${word} ${row.idle_days} days` : word;
}

function priceless(row: EndpointRow): string {
  return row.priced_by === "by use" ? "Serverless: paid for by use" : `Not known: ${row.priced_by}`;
}

export const ENDPOINT_COLUMNS: readonly Column<EndpointRow>[] = [
  { key: "endpoint_name", label: "Endpoint", width: 190, cell: name },
  { key: "endpoint_status", label: "State", width: 104, cell: (row) => <Badge {...endpoint(row.endpoint_status)} /> },
  { key: "usd_per_month", label: "$ a month", width: 92, number: true, help: "List price of its instances for 730 hours, US dollars", cell: (row) => <Known value={row.usd_per_month} write={bareDollars} why={priceless(row)} /> },
  { key: "usd_per_1000", label: "$ per 1,000", width: 84, number: true, help: "List price for each 1,000 requests, at the traffic of the last 7 days, US dollars", cell: (row) => <Known value={row.usd_per_1000} write={bareDollars} why="Not known: no price, no request or no reading" /> },
  { key: "idle", label: "Requests", width: 118, help: "Idle: no request in 14 days or more, of all variants", cell: (row) => <Badge {...meaningIn(IDLES, row.idle)} word={idleWord(row)} /> },
  { key: "fit", label: "Fit", width: 116, help: "What the controls utilisation-over and utilisation-under say of its instances", cell: (row) => <Badge {...meaningIn(FITS, row.fit)} /> },
  { key: "invocations_per_day", label: "Req. a day", width: 80, number: true, help: "Requests a day, mean of the last 7 days", cell: (row) => <Known value={row.invocations_per_day} write={daily} why={NO_POINT} /> },
  { key: "model_latency_p50_mean_ms", label: "p50, ms", width: 64, number: true, help: "Half of the requests took less time in the model: mean over the hours of 30 days, weighted by requests", cell: (row) => <Known value={row.model_latency_p50_mean_ms} write={milliseconds} why={NO_POINT} /> },
  { key: "model_latency_p99_median_ms", label: "p99, ms", width: 64, number: true, help: "99 of 100 requests took less time in the model: the median hour of 30 days", cell: (row) => <Known value={row.model_latency_p99_median_ms} write={milliseconds} why={NO_POINT} /> },
  { key: "error_share", label: "Errors, %", width: 80, number: true, help: "Requests that ended in a 4xx or 5xx, of all in 30 days", cell: (row) => <Known value={row.error_share} write={barePercent} why={NO_POINT} /> },
  { key: "cpu_share_mean", label: "CPU, %", width: 60, number: true, help: "Mean CPU in use over 30 days, of all virtual CPUs; the busiest variant", cell: (row) => <Known value={row.cpu_share_mean} write={barePercent} why={NO_POINT} /> },
  { key: "memory_share_mean", label: "Memory, %", width: 76, number: true, help: "Mean memory in use over 30 days; the busiest variant", cell: (row) => <Known value={row.memory_share_mean} write={barePercent} why={NO_POINT} /> },
  { key: "gpu_share_mean", label: "GPU, %", width: 60, number: true, help: "Mean GPU in use over 30 days, percent of one GPU; the busiest variant", cell: (row) => <Known value={row.gpu_share_mean} write={barePercent} why="It has no GPU, or no datapoint" /> },
  { key: "variants", label: "Variants", width: 68, number: true, cell: (row) => (row.shadow_variants > 0 ? `${count(row.variants)} + ${count(row.shadow_variants)} shadow` : count(row.variants)) },
  { key: "findings", label: "Findings", width: 72, number: true, help: "Controls that fail of the endpoint", cell: (row) => count(row.findings) },
  { key: "instance_type", label: "Instance type", width: 128, extra: true, cell: (row) => ((row.instance_types ?? 0) > 1 ? `${row.instance_type} and other` : row.instance_type) },
  { key: "instance_count", label: "Instances", width: 76, number: true, extra: true, cell: (row) => <Known value={row.instance_count} write={count} /> },
  { key: "registered", label: "Registered", width: 112, extra: true, cell: (row) => <Badge {...meaningIn(REGISTERED, row.registered)} /> },
  { key: "environment", label: "Environment", width: 104, extra: true, cell: (row) => row.environment },
  { key: "team", label: "Team", width: 110, extra: true, cell: (row) => row.team },
  { key: "business_unit", label: "Business unit", width: 120, extra: true, cell: (row) => row.business_unit },
  { key: "account_id", label: "Account", width: 130, extra: true, cell: (row) => <span title={row.account_id}>{row.account_name}</span> },
  { key: "region", label: "Region", width: 110, extra: true, cell: (row) => row.region },
  { key: "last_invoked_at", label: "Last request", width: 96, extra: true, cell: (row) => (row.last_invoked_at === null ? <span className="muted">none in 30 days</span> : <Ago at={row.last_invoked_at} short />) },
  { key: "changed_at", label: "Changed", width: 84, extra: true, cell: (row) => <Ago at={row.changed_at} short /> },
];
