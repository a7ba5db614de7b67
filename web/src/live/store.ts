/** What the screen knows of the stream: its state, the newest event, and which assets just changed. */
import { useSyncExternalStore } from "react";
import type { LiveMessage, LiveState } from "./stream";

export interface LiveView {
  readonly state: LiveState;
  readonly lastEventAt: number | null;
  /** Counts changes and resyncs: a new number means that lists may be out of date. */
  readonly changes: number;
  /** The same for what controls found, which changes no record. */
  readonly findings: number;
  readonly coverage: number;
  readonly newest: readonly string[];
}

const FRESH_MS = 3000;
const JUDGED: ReadonlySet<string> = new Set(["finding", "evaluation", "control_score"]);
const listeners = new Set<() => void>();
const fresh = new Map<string, number>();
let view: LiveView = { state: "connecting", lastEventAt: null, changes: 0, findings: 0, coverage: 0, newest: [] };

function remember(assets: readonly string[], at: number): void {
  for (const [asset, when] of fresh) {
    if (at - when > FRESH_MS) fresh.delete(asset);
  }
  for (const asset of assets) fresh.set(asset, at);
}

function next(message: LiveMessage): LiveView {
  switch (message.type) {
    case "state":
      return { ...view, state: message.state, lastEventAt: message.lastEventAt ?? view.lastEventAt };
    case "change": {
      remember(message.change.assets, message.at);
      const { kinds, assets } = message.change;
      const found = kinds.some((kind) => JUDGED.has(kind));
      const recorded = kinds.length === 0 || kinds.some((kind) => !JUDGED.has(kind));
      return {
        ...view,
        state: "live",
        lastEventAt: message.at,
        changes: view.changes + (recorded ? 1 : 0),
        findings: view.findings + (found ? 1 : 0),
        newest: recorded ? assets : view.newest,
      };
    }
    case "resync":
      return { ...view, changes: view.changes + 1, findings: view.findings + 1, coverage: view.coverage + 1, newest: [] };
    case "coverage":
      return { ...view, coverage: view.coverage + 1 };
    case "hello":
      return view;
  }
}

export function hear(message: LiveMessage): void {
  view = next(message);
  listeners.forEach((listener) => listener());
}

/** Whether an asset changed in the last seconds, so that its row may be tinted. */
export function isFresh(asset: string, now: number): boolean {
  const when = fresh.get(asset);
  return when !== undefined && now - when < FRESH_MS;
}

export function useLive(): LiveView {
  return useSyncExternalStore(subscribe, () => view);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
