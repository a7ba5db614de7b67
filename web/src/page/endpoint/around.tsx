import type { EndpointDetail, EndpointMonitor, EndpointScaling } from "../../api/shape";
import { count, metric } from "../../format/number";
import { MONITOR_TYPES, monitorMeaning } from "../../monitor";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago } from "../../ui/time";

/** What may change the number of its instances. */
export function Scaling({ rows }: { rows: readonly EndpointScaling[] }) {
  return (
    <Card title="Scaling" span="span-4">
      {rows.length === 0 ? (
        <Empty title="Nothing scales it">
          <p className="muted">No scaling target was seen: the number of its instances stays until somebody changes it.</p>
        </Empty>
      ) : (
        <ul className="serving">
          {rows.map((one) => (
            <li key={`${one.variant_name} ${one.component_name} ${one.policy_name}`}>
              <strong className="wrap">{one.component_name ?? one.variant_name ?? "variant not known"}</strong>
              <p>
                {one.min_capacity === null || one.max_capacity === null ? "bounds not known" : `${count(one.min_capacity)} to ${count(one.max_capacity)}`}
                {one.policy_name === null ? ", without a policy" : `, policy ${one.policy_name}`}
              </p>
              {one.tracked_metric !== null && (
                <p className="meta wrap">
                  keeps {one.tracked_metric}
                  {one.target_value !== null && ` at ${metric(one.target_value)}`}
                </p>
              )}
              {one.scale_in_suspended === true && <Badge tone="warn" word="Scaling in is suspended" />}
              {one.scale_out_suspended === true && <Badge tone="warn" word="Scaling out is suspended" />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** Whether what it is asked and answers is recorded. */
export function Capture({ detail }: { detail: EndpointDetail }) {
  const state = captureState(detail);
  return (
    <Card title="Data capture" span="span-4">
      <p>
        <Badge {...state} />
      </p>
      {detail.data_capture === true && (
        <dl className="kv">
          <div>
            <dt>Share of requests</dt>
            <dd>{detail.capture_percent === null ? "not known" : `${count(detail.capture_percent)}%`}</dd>
          </div>
          <div>
            <dt>Goes to</dt>
            <dd className="wrap">{detail.capture_uri ?? "not known"}</dd>
          </div>
        </dl>
      )}
      {detail.data_capture !== true && detail.config_seen && (
        <p className="muted">Without a record of inputs and answers no monitor can work and no complaint can be looked into.</p>
      )}
    </Card>
  );
}

export function captureState(detail: Pick<EndpointDetail, "config_seen" | "data_capture" | "capture_status" | "row">) {
  if (!detail.config_seen) return { tone: "neutral", word: "Unknown: its config was not seen" } as const;
  if (detail.row.hosting === "serverless") return { tone: "neutral", word: "Serverless: cannot capture" } as const;
  if (detail.data_capture !== true) return { tone: "warn", word: "Off" } as const;
  if (detail.capture_status === "Stopped") return { tone: "warn", word: "Stopped" } as const;
  return { tone: "ok", word: "On" } as const;
}

/** Which of the four types of monitor watch it. */
export function Monitors({ rows }: { rows: readonly EndpointMonitor[] }) {
  return (
    <Card title="Monitors" span="span-4">
      <TableScroll label="Monitors">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">State</th>
              <th scope="col" className="num">Last run</th>
            </tr>
          </thead>
          <tbody>
            {MONITOR_TYPES.map(([type, word]) => {
              const one = rows.find((row) => row.monitoring_type === type);
              return (
                <tr key={type}>
                  <th scope="row">{word}</th>
                  <td>{one ? <Badge {...monitorMeaning(one.monitoring_state, one.obstacle)} /> : <Badge tone="neutral" word="Unknown" />}</td>
                  <td className="num meta nowrap">{one?.last_execution_at ? <Ago at={one.last_execution_at} short /> : ""}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    </Card>
  );
}
