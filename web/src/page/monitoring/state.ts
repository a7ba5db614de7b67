/** What a type of monitor does for an endpoint, and the choice of them in the address. */
import type { EndpointMonitor, MonitorType } from "../../api/shape";
import type { Meaning } from "../../status";

export type State = Exclude<keyof MonitorType, "monitoring_type" | "obstacles">;

export const STATES: readonly (readonly [state: State, meaning: Meaning])[] = [
  ["monitored", { tone: "ok", word: "Monitored" }],
  ["waiting", { tone: "info", word: "Waiting" }],
  ["failing", { tone: "bad", word: "Only failing" }],
  ["stopped", { tone: "warn", word: "Stopped" }],
  ["none", { tone: "warn", word: "None", shape: "dash" }],
  ["impossible", { tone: "neutral", word: "Impossible" }],
  ["unknown", { tone: "neutral", word: "Unknown" }],
];

export function stateOf(cell: Pick<EndpointMonitor, "monitoring_state" | "obstacle">): State {
  switch (cell.monitoring_state) {
    case "ok":
      return "monitored";
    case "only failing":
      return "failing";
    case "missing":
      return cell.obstacle === "serverless" || cell.obstacle === "multi-model" ? "impossible" : "none";
    case "waiting":
    case "stopped":
      return cell.monitoring_state;
    default:
      return "unknown";
  }
}

export interface Choice {
  readonly type: string | null;
  readonly state: State | null;
}

export function parseChoice(search: string): Choice {
  const params = new URLSearchParams(search);
  const state = STATES.find(([key]) => key === params.get("state"))?.[0] ?? null;
  return { type: params.get("type"), state };
}

export function choicePath({ type, state }: Choice): string {
  const params = new URLSearchParams();
  if (type !== null) params.set("type", type);
  if (state !== null) params.set("state", state);
  const text = params.toString();
  return text ? `/monitoring?${text}` : "/monitoring";
}
