/** What a monitor's state means in words, and how drift is judged. */
import type { DataMonitor, Feature, Limits } from "../../api/shape";
import type { Meaning } from "../../status";

interface Watched {
  readonly monitoring_state: string;
  readonly obstacle: string;
  readonly executions: number;
  readonly last_failure_reason: string | null;
}

const OBSTACLES: Readonly<Record<string, string>> = {
  serverless: "The endpoint is serverless, and Model Monitor cannot capture what reaches such.",
  "multi-model": "The endpoint hosts many models in one container, and Model Monitor cannot tell them apart.",
  "no capture": "Data capture is off. Switch it on in a new endpoint config, then make a schedule with a baseline.",
  none: "Data capture is on: make a baseline from the training data, then a schedule.",
};

/** Why there is nothing to show, and what to do. */
export function whyNothing(monitor: Watched): readonly [title: string, text: string] {
  switch (monitor.monitoring_state) {
    case "missing":
      return ["No monitor watches it", OBSTACLES[monitor.obstacle] ?? "Whether its data could be captured is not known."];
    case "unknown":
      return ["Not known whether a monitor watches it", "The monitoring schedules of its account and region could not all be read. See Coverage."];
    case "waiting":
      return ["No execution yet", "Its monitor has a schedule, but no execution of it was seen."];
    case "only failing":
      return ["Every execution failed", monitor.last_failure_reason ?? "No reason was given."];
    default:
      return ["No report could be read", monitor.executions === 0 ? "No execution was seen." : "Executions were seen, but none of their reports was read: they may be deleted, cut off, or not readable for the collector."];
  }
}

export function stateOf(monitor: Pick<Watched, "monitoring_state">): Meaning {
  switch (monitor.monitoring_state) {
    case "ok":
      return { tone: "ok", word: "Monitor runs" };
    case "stopped":
      return { tone: "warn", word: "Monitor stopped" };
    case "only failing":
      return { tone: "bad", word: "Monitor fails" };
    case "missing":
      return { tone: "warn", word: "No monitor" };
    case "waiting":
      return { tone: "info", word: "Waiting for its first run" };
    default:
      return { tone: "neutral", word: "Not known" };
  }
}

/** Whether both sides have as many values as it takes: with fewer, chance alone looks like drift. */
export function enough(feature: Feature, limits: Limits): boolean {
  const least = limits.samples ?? 0;
  return (feature.baseline_count ?? 0) >= least && (feature.current_count ?? 0) >= least;
}

/** Unknown is never stable. */
export function driftOf(feature: Feature, limits: Limits): Meaning {
  const { psi, ks } = feature;
  if (psi === null) return { tone: "neutral", word: feature.baseline === null ? "No baseline" : feature.current === null ? "Not sent any more" : "Not compared" };
  if (!enough(feature, limits)) return { tone: "neutral", word: "Too few values" };
  if ((limits.psi !== null && psi > limits.psi) || (limits.ks !== null && ks !== null && ks > limits.ks)) return { tone: "bad", word: "Drifted" };
  return psi >= limits.psi_some ? { tone: "warn", word: "Some drift" } : { tone: "ok", word: "Stable" };
}

export interface Verdict {
  readonly drifted: number;
  readonly some: number;
  readonly unknown: number;
}

export function verdict(monitor: DataMonitor): Verdict {
  const words = monitor.features.map((feature) => driftOf(feature, monitor.limits).tone);
  const counted = (tone: string) => words.filter((one) => one === tone).length;
  return { drifted: counted("bad"), some: counted("warn"), unknown: counted("neutral") };
}

/** The share of rows without a value; null where nobody counted. */
export function missingShare(side: Feature["current"]): number | null {
  if (side === null || side.num_present === null || side.num_missing === null) return null;
  const rows = side.num_present + side.num_missing;
  return rows === 0 ? null : side.num_missing / rows;
}

/** Three decimals say all that PSI and KS mean; what is above nothing never reads as 0. */
export function distance(value: number): string {
  return value > 0 && value < 0.001 ? "<0.001" : value.toFixed(3);
}

export function limit(value: number): string {
  return value.toFixed(2);
}
