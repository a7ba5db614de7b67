/** The words for filters and their values. */
import type { ModelsFilter, ValueFilter } from "../../route/filter";
import { month } from "../../format/time";
import { plural } from "../../format/number";
import { approval } from "../../status";

export const FACET_LABELS: Readonly<Record<ValueFilter, string>> = {
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
};

export function valueLabel(key: ValueFilter, value: string, label: string = value): string {
  if (key === "approval_status") return approval(value).word;
  if (key === "production") return value === "yes" ? "Serving" : "Not serving";
  return label;
}

export interface Chip {
  readonly label: string;
  readonly key: ValueFilter | "q" | "registered" | "waitingOverDays";
  readonly value: string;
}

/** Everything that hides rows, one chip each. */
export function chipsOf(filter: ModelsFilter): readonly Chip[] {
  const chips: Chip[] = [];
  if (filter.q) chips.push({ label: `Search: ${filter.q}`, key: "q", value: filter.q });
  for (const [key, values] of Object.entries(filter.values) as [ValueFilter, readonly string[]][]) {
    for (const value of values) chips.push({ label: `${FACET_LABELS[key]}: ${valueLabel(key, value)}`, key, value });
  }
  if (filter.registered !== null) {
    chips.push({ label: `Registered: ${month(filter.registered)}`, key: "registered", value: filter.registered });
  }
  if (filter.waitingOverDays !== null) {
    const label = `Waiting longer than ${plural(filter.waitingOverDays, "day")}`;
    chips.push({ label, key: "waitingOverDays", value: String(filter.waitingOverDays) });
  }
  return chips;
}
