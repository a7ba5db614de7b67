/** The words for the filters of findings and their values. */
import type { FacetWords } from "../../list/facets";
import type { Chip } from "../../list/toolbar";
import { FINDING_FACETS, type FindingFacet, type FindingsFilter, type FindingValue } from "../../route/findings";
import { judged, severity, spaced } from "../../status";

const LABELS: Readonly<Record<FindingValue, string>> = {
  status: "Status",
  severity: "Severity",
  control_group: "Rules of",
  control_id: "Rule",
  business_unit: "Business unit",
  team: "Team",
  owner: "Owner",
  assignee: "Assigned to",
  tier: "Tier",
  asset_kind: "Kind of asset",
  account_id: "Account",
  region: "Region",
  model_group: "Model group",
};

export function findingLabel(key: FindingValue, value: string, label: string = value): string {
  switch (key) {
    case "status":
      return judged(value).word;
    case "severity":
      return severity(value).word;
    case "control_group":
    case "asset_kind":
      return spaced(value);
    case "tier":
      return `Tier ${value}`;
    default:
      return label;
  }
}

const ORDERS: Readonly<Partial<Record<FindingFacet, readonly string[]>>> = {
  status: ["fail", "unknown", "exempt", "pass"],
  severity: ["critical", "high", "medium", "low"],
  tier: ["1", "2", "3", "4"],
};

export const FINDING_WORDS: FacetWords<FindingFacet> = {
  labels: LABELS,
  value: findingLabel,
  order: (facet) => ORDERS[facet] ?? null,
};

export type FindingChip = Chip<FindingValue | "q">;

/** Everything that hides rows, one chip each; `title` says what a control's id stands for. */
export function findingChips(filter: FindingsFilter, title: (id: string) => string): readonly FindingChip[] {
  const chips: FindingChip[] = [];
  if (filter.q) chips.push({ label: `Search: ${filter.q}`, key: "q", value: filter.q });
  for (const key of [...FINDING_FACETS, "model_group"] as const) {
    for (const value of filter.values[key] ?? []) {
      const word = findingLabel(key, value, key === "control_id" ? title(value) : value);
      chips.push({ label: `${LABELS[key]}: ${word}`, key, value });
    }
  }
  return chips;
}
