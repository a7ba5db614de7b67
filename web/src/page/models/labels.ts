/** The words for filters and their values. */
import type { FacetWords } from "../../list/facets";
import type { Chip } from "../../list/toolbar";
import type { Facet, ModelsFilter, ValueFilter } from "../../route/filter";
import { day, month } from "../../format/time";
import { plural } from "../../format/number";
import { approval, APPROVALS, MATURITIES, maturity } from "../../status";

export const FACET_LABELS: Readonly<Record<ValueFilter, string>> = {
  maturity: "What it is",
  approval_status: "Approval",
  business_unit: "Business unit",
  production: "Production",
  stage: "Stage",
  owner: "Owner",
  team: "Team",
  environment: "Environment",
  account_id: "Account",
  region: "Region",
  model_group: "Model group",
  approved_by: "Approved by",
};

export function valueLabel(key: ValueFilter, value: string, label: string = value): string {
  if (key === "approval_status") return approval(value).word;
  if (key === "maturity") return maturity(value).word;
  if (key === "production") return value === "yes" ? "Serving" : "Not serving";
  return label;
}

const ORDERS: Readonly<Partial<Record<Facet, readonly string[]>>> = {
  approval_status: Object.keys(APPROVALS),
  maturity: Object.keys(MATURITIES),
};

export const WORDS: FacetWords<Facet> = {
  labels: FACET_LABELS,
  value: valueLabel,
  order: (facet) => ORDERS[facet] ?? null,
};

const MONTH_LENGTH = "2026-11".length;

export type ModelsChip = Chip<ValueFilter | "q" | "registered" | "waitingOverDays">;

function registeredWords(text: string): string {
  const [first, last] = text.split("..");
  if (first === undefined || first.length <= MONTH_LENGTH) return month(text);
  return last === undefined ? day(first) : `${day(first)} to ${day(last)}`;
}

/** Everything that hides rows, one chip each. */
export function chipsOf(filter: ModelsFilter): readonly ModelsChip[] {
  const chips: ModelsChip[] = [];
  if (filter.q) chips.push({ label: `Search: ${filter.q}`, key: "q", value: filter.q });
  for (const [key, values] of Object.entries(filter.values) as [ValueFilter, readonly string[]][]) {
    for (const value of values) chips.push({ label: `${FACET_LABELS[key]}: ${valueLabel(key, value)}`, key, value });
  }
  if (filter.registered !== null) {
    chips.push({ label: `Registered: ${registeredWords(filter.registered)}`, key: "registered", value: filter.registered });
  }
  if (filter.waitingOverDays !== null) {
    const label = `Waiting longer than ${plural(filter.waitingOverDays, "day")}`;
    chips.push({ label, key: "waitingOverDays", value: String(filter.waitingOverDays) });
  }
  return chips;
}
