/** The tabs of the Version page: which code draws them, and what each asks for besides the head. */
import type { QueryClient } from "@tanstack/react-query";
import { versionTabQuery } from "../../api/query";
import type { VersionDetail } from "../../api/shape";
import type { VersionKey, VersionTab } from "../../route/path";
import type { TimeRange } from "../../route/range";
import { chunk, type Chunk } from "../chunk";

export interface TabProps {
  readonly id: VersionKey;
  readonly detail: VersionDetail;
}

export const LABELS: readonly (readonly [VersionTab, string])[] = [
  ["summary", "Summary"],
  ["data", "Data"],
  ["evaluation", "Evaluation"],
  ["training", "Training"],
  ["lineage", "Lineage"],
  ["history", "History"],
  ["documents", "Documents"],
  ["findings", "Findings"],
];

/** Those whose code comes when they are first opened; Summary and Findings come with the page. */
export const LAZY = {
  data: chunk(() => import("./data")),
  evaluation: chunk(() => import("./evaluation")),
  training: chunk(() => import("./training")),
  lineage: chunk(() => import("./lineage")),
  history: chunk(() => import("./history")),
  documents: chunk(() => import("./documents")),
} satisfies Partial<Record<VersionTab, Chunk<TabProps>>>;

/** Starts the load of a tab's code and data beside that of the page. Lineage asks for an asset that the head names. */
export function loadTab(client: QueryClient, id: VersionKey, tab: VersionTab, range: TimeRange): readonly Promise<unknown>[] {
  if (tab === "summary" || tab === "findings") return [];
  return [LAZY[tab].load(), ...(tab === "lineage" ? [] : [client.query(versionTabQuery(id, tab, range))])];
}
