import type { EndpointPart, EndpointVariant } from "../../api/shape";
import { count, dollars, percent, plural } from "../../format/number";
import { versionPath } from "../../route/path";
import { Link } from "../../route/router";
import { approval, type Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago } from "../../ui/time";
import { Known, milliseconds } from "../endpoints/columns";

const NO_POINT = "No datapoint in 30 days: not known, not zero";

/** Each variant with the version that it serves, whether that is approved, and how it is used. */
export function Variants({ variants, parts }: { variants: readonly EndpointVariant[]; parts: readonly EndpointPart[] }) {
  const used = (one: EndpointVariant) =>
    parts.find((part) => part.variant_name === one.variant_name && part.component_name === one.component_name);
  return (
    <Card title="What it serves" aside={`${plural(variants.length, "variant")}; use of the 30 days before the last reading`} span="span-12">
      {variants.length === 0 ? (
        <Empty title="Its config was not seen">
          <p className="muted">Which variants it has is not known, so neither is what it serves.</p>
        </Empty>
      ) : (
        <TableScroll label="What it serves">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Variant</th>
                <th scope="col">Serves</th>
                <th scope="col">Approval</th>
                <th scope="col">On</th>
                <th scope="col" className="num">$ a month</th>
                <th scope="col" className="num">Requests</th>
                <th scope="col" className="num" title="Half of the requests took less time in the model">p50, ms</th>
                <th scope="col" className="num" title="99 of 100 requests took less time in the model, in the median hour">p99, ms</th>
                <th scope="col" className="num" title="Requests that ended in a 4xx or 5xx">Errors</th>
                <th scope="col" className="num">CPU</th>
                <th scope="col" className="num">Memory</th>
                <th scope="col" className="num">GPU</th>
                <th scope="col" className="num">Last request</th>
              </tr>
            </thead>
            <tbody>
              {variants.map((one) => (
                <Row key={`${one.variant_name} ${one.component_name} ${one.shadow}`} one={one} part={used(one)} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Card>
  );
}

function Row({ one, part }: { one: EndpointVariant; part: EndpointPart | undefined }) {
  const errors = part?.error_4xx_share == null || part.error_5xx_share == null ? null : part.error_4xx_share + part.error_5xx_share;
  return (
    <tr>
      <th scope="row" className="wrap">
        {one.variant_name}
        {one.component_name !== null && <p className="meta">component {one.component_name}</p>}
        {one.shadow && <p className="meta">shadow: gets copies, answers nobody</p>}
      </th>
      <td className="wrap"><Served one={one} /></td>
      <td><Badge {...approvalOf(one)} /></td>
      <td className="nowrap">{placed(one)}</td>
      <td className="num"><Known value={one.usd_per_month} write={(value) => dollars(value).replace("$", "")} why={one.priced_by ?? "Not known"} /></td>
      <td className="num"><Known value={part?.invocations_30d ?? null} write={count} why={NO_POINT} /></td>
      <td className="num"><Known value={part?.model_latency_p50_mean_ms ?? null} write={milliseconds} why={NO_POINT} /></td>
      <td className="num"><Known value={part?.model_latency_p99_median_ms ?? null} write={milliseconds} why={NO_POINT} /></td>
      <td className="num"><Known value={errors} write={percent} why={NO_POINT} /></td>
      <td className="num"><Known value={part?.cpu_share_mean ?? null} write={percent} why={NO_POINT} /></td>
      <td className="num"><Known value={part?.memory_share_mean ?? null} write={percent} why={NO_POINT} /></td>
      <td className="num"><Known value={part?.gpu_share_mean ?? null} write={percent} why="It has no GPU, or no datapoint" /></td>
      <td className="num meta nowrap">{part?.last_invoked_at ? <Ago at={part.last_invoked_at} short /> : <Known value={null} write={count} why="None seen in 30 days" />}</td>
    </tr>
  );
}

function Served({ one }: { one: EndpointVariant }) {
  if (one.version_account_id === null || one.version_region === null || one.model_group === null || one.version === null) {
    return (
      <>
        {one.model_name ?? "a model that was not seen"}
        <p className="meta">{one.matched_by === "none" ? "no version explains it" : "its model or config was not seen"}</p>
      </>
    );
  }
  const key = { account: one.version_account_id, region: one.version_region, group: one.model_group, version: one.version };
  return (
    <>
      <Link to={versionPath(key)} data-row-link="">
        {one.model_group} v{one.version}
      </Link>
      <p className="meta">{one.model_name}, matched by {one.matched_by}</p>
    </>
  );
}

/** Whether what serves is approved: what no version explains was never approved by anybody. */
export function approvalOf(one: Pick<EndpointVariant, "approval_status" | "matched_by" | "shadow">): Meaning {
  if (one.approval_status === null) {
    return one.matched_by === "none" ? { tone: "bad", word: "Unregistered" } : { tone: "neutral", word: "Unknown" };
  }
  const plain = approval(one.approval_status);
  if (one.approval_status === "Approved") return plain;
  return { ...plain, tone: one.shadow ? "warn" : "bad", word: one.shadow ? plain.word : `${plain.word}, in use` };
}

function placed(one: EndpointVariant): string {
  if (one.serverless_memory_mb !== null) return `serverless, ${count(one.serverless_memory_mb)} MB`;
  if (one.instance_type === null) return "not known";
  const shared = one.component_name === null ? "" : ", shared";
  return (one.instance_count === null ? one.instance_type : `${count(one.instance_count)} \u00d7 ${one.instance_type}`) + shared;
}
