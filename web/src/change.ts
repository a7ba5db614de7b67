/** What happened to an asset, in words. */
import type { Change } from "./api/shape";
import { approval, approvalShort, endpoint, spaced, type Meaning } from "./status";
import { cut } from "./ui/fold";

export type Changed = Pick<Change, "what" | "before" | "after">;

/** What happened, as a state: the state after it where there is one. */
export function changeMeaning(change: Changed): Meaning {
  switch (change.what) {
    case "registered":
      return { tone: "info", word: "Registered" };
    case "approval":
      return approval(change.after ?? "Unknown");
    case "endpoint":
      return endpoint(change.after ?? "Unknown");
    case "stage":
      return { tone: "info", word: change.after === null ? "Stage removed" : spaced(change.after) };
    case "made":
      return { tone: "info", word: "Made" };
    case "deleted":
      return { tone: "neutral", word: "Deleted" };
    default:
      return { tone: "info", word: "Changed" };
  }
}

function word(change: Changed, value: string): string {
  if (change.what === "approval") return approvalShort(value);
  return cut(change.what === "endpoint" ? endpoint(value).word : spaced(value), 60);
}

/** What it was and what it is now; the badge carries the new state in full words. */
export function transition(change: Changed): string {
  const { before, after } = change;
  if (before === null && after === null) return "";
  if (before === null || before === after) return "";
  return after === null ? `was ${word(change, before)}` : `${word(change, before)} \u2192 ${word(change, after)}`;
}
