/** The pages of the dashboard as the navigation and the search know them: a new page is added here. */
import { ENDPOINTS } from "../route/endpoints";
import { modelsPath } from "../route/filter";
import { findingsPath } from "../route/findings";
import type { Page } from "../route/path";

export interface NavItem {
  readonly to: string;
  readonly label: string;
  readonly pages: readonly Page["name"][];
}

export const NAV: readonly NavItem[] = [
  { to: "/", label: "Overview", pages: ["overview"] },
  { to: "/models", label: "Models", pages: ["models", "group", "version", "compare"] },
  { to: "/endpoints", label: "Endpoints", pages: ["endpoints", "endpoint"] },
  { to: "/monitoring", label: "Monitoring", pages: ["monitoring"] },
  { to: "/findings", label: "Findings", pages: ["findings", "finding"] },
  { to: "/controls", label: "Controls", pages: ["controls"] },
  { to: "/teams", label: "Teams", pages: ["teams", "team"] },
  { to: "/frameworks", label: "Frameworks", pages: ["frameworks", "framework"] },
  { to: "/accounts", label: "Accounts", pages: ["accounts"] },
  { to: "/coverage", label: "Coverage", pages: ["coverage"] },
];

/** Pages that stand apart from the navigation. */
const MORE: readonly Place[] = [{ label: "HTTP API", to: "/api/docs" }];

export interface Place {
  readonly label: string;
  readonly to: string;
}

export const PLACES: readonly Place[] = [
  ...NAV,
  ...MORE,
  { label: "Model groups", to: modelsPath({ view: "groups" }) },
  { label: "Waiting for approval", to: modelsPath({ values: { approval_status: ["PendingManualApproval"] } }) },
  { label: "Versions in production", to: modelsPath({ values: { production: ["yes"] } }) },
  { label: "Compare versions", to: "/compare" },
  { label: "Idle endpoints", to: ENDPOINTS.to({ values: { idle: ["idle"] } }) },
  { label: "Critical failures", to: findingsPath({ values: { status: ["fail"], severity: ["critical"] } }) },
];

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** How many letters differ, two that changed places being one; the head of `word` is compared. */
function typos(typed: string, word: string): number {
  const head = word.slice(0, typed.length);
  let before: number[] = [];
  let last = Array.from({ length: head.length + 1 }, (_, at) => at);
  for (let i = 1; i <= typed.length; i++) {
    const row = [i];
    for (let j = 1; j <= head.length; j++) {
      const same = typed[i - 1] === head[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (typed[i - 1] === head[j - 2] && typed[i - 2] === head[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[head.length] ?? 0;
}

/** Places that have every typed word, begun or whole; with a typo a word where none has them as typed. */
export function findPlaces(text: string): readonly Place[] {
  const typed = wordsOf(text);
  if (typed.length === 0) return PLACES;
  const having = (fits: (one: string, word: string) => boolean) =>
    PLACES.filter(({ label }) => typed.every((one) => wordsOf(label).some((word) => fits(one, word))));
  const exact = having((one, word) => word.startsWith(one));
  return exact.length > 0 ? exact : having((one, word) => one.length > 3 && typos(one, word) <= (one.length < 6 ? 1 : 2));
}
