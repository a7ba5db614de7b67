/** The four types of monitor, and what each state of one means. */
import type { Meaning } from "./status";

export const MONITOR_TYPES = [
  ["DataQuality", "Data quality"],
  ["ModelQuality", "Model quality"],
  ["ModelBias", "Bias"],
  ["ModelExplainability", "Explainability"],
] as const;

export function monitorWord(type: string): string {
  return MONITOR_TYPES.find(([key]) => key === type)?.[1] ?? type;
}

const IMPOSSIBLE: Readonly<Record<string, string>> = {
  serverless: "Impossible: serverless",
  "multi-model": "Impossible: many models",
  "no capture": "None, no capture",
};

const STATES: Readonly<Record<string, Meaning>> = {
  ok: { tone: "ok", word: "Monitored" },
  waiting: { tone: "info", word: "Waiting for its first run" },
  stopped: { tone: "warn", word: "Stopped" },
  "only failing": { tone: "bad", word: "Only failing" },
  missing: { tone: "warn", word: "None", shape: "dash" },
  unknown: { tone: "neutral", word: "Unknown" },
};

/** What is so in one word or two; where nothing watches, what keeps it from doing so. */
export function monitorMeaning(state: string, obstacle: string): Meaning {
  if (state === "missing" && (obstacle === "serverless" || obstacle === "multi-model")) {
    return { tone: "neutral", word: IMPOSSIBLE[obstacle] ?? obstacle };
  }
  if (state === "missing" && obstacle === "no capture") return { tone: "warn", word: IMPOSSIBLE[obstacle] ?? obstacle, shape: "dash" };
  return STATES[state] ?? { tone: "neutral", word: state };
}
