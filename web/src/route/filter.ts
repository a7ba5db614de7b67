/** The state of the Models page as a URL, and back. Keys have one order, so equal states have equal URLs. What the API would refuse is left out or cut. */
import type { GroupRow, VersionRow } from "../api/shape";
import { addValues, apiParams, cutSearch, readColumns, readValues, toggle, withValues as withListValues, type Values } from "./list";

export const VERSION_FACETS = [
  "maturity",
  "approval_status",
  "business_unit",
  "production",
  "stage",
  "owner",
  "team",
  "environment",
  "account_id",
  "region",
] as const;

export const GROUP_FACETS = ["business_unit", "owner", "team", "environment", "account_id", "region"] as const;

export type Facet = (typeof VERSION_FACETS)[number];
/** A filter with values but without a list of its own in the facet column. */
export type ValueFilter = Facet | "model_group" | "approved_by";
export type View = "versions" | "groups";

export const DEFAULT_SORT = "-changed_at";

export interface ModelsFilter {
  readonly view: View;
  readonly q: string;
  readonly values: Values<ValueFilter>;
  /** A month, a day, or the first and the last day with two dots between them. */
  readonly registered: string | null;
  readonly waitingOverDays: number | null;
  readonly sort: string;
  readonly columns: readonly string[] | null;
}

export const NO_FILTER: ModelsFilter = {
  view: "versions",
  q: "",
  values: {},
  registered: null,
  waitingOverDays: null,
  sort: DEFAULT_SORT,
  columns: null,
};

const DAY = "[1-9]\\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])";
const REGISTERED = new RegExp(`^(?:[1-9]\\d{3}-(?:0[1-9]|1[0-2])|${DAY}|${DAY}\\.\\.${DAY})$`);
const DAYS = /^\d{1,4}$/;

const VERSION_SORTS: readonly (keyof VersionRow)[] = [
  ...["model_group", "version", "approval_status", "changed_at", "endpoints", "stage", "stage_status"] as const,
  ...["business_unit", "owner", "team", "environment", "intended_use", "account_id", "account_name"] as const,
  ...["region", "registered_at", "changed_by", "model_version_arn", "production", "maturity"] as const,
];

const GROUP_SORTS: readonly (keyof GroupRow)[] = [
  ...["model_group", "versions", "approved", "pending", "rejected", "production", "latest_version"] as const,
  ...["latest_status", "business_unit", "owner", "team", "environment", "intended_use", "account_id"] as const,
  ...["account_name", "region", "description", "latest_registered_at", "changed_at", "model_group_arn"] as const,
];

export function facetsOf(view: View): readonly Facet[] {
  return view === "versions" ? VERSION_FACETS : GROUP_FACETS;
}

function valueFilters(view: View): readonly ValueFilter[] {
  return view === "versions" ? [...VERSION_FACETS, "model_group", "approved_by"] : [...GROUP_FACETS, "model_group"];
}

export function isSort(view: View, sort: string): boolean {
  const known: readonly string[] = view === "versions" ? VERSION_SORTS : GROUP_SORTS;
  return known.includes(sort.replace(/^-/, ""));
}

/** Reads a query string; what it does not know it leaves out. */
export function parseFilter(search: string): ModelsFilter {
  const params = new URLSearchParams(search);
  const view: View = params.get("view") === "groups" ? "groups" : "versions";
  const registered = params.get("registered") ?? "";
  const days = params.get("waiting_over_days") ?? "";
  const sort = params.get("sort") ?? "";
  const versions = view === "versions";
  return {
    view,
    q: cutSearch(params.get("q") ?? ""),
    values: readValues(params, valueFilters(view)),
    registered: versions && REGISTERED.test(registered) ? registered : null,
    waitingOverDays: versions && DAYS.test(days) ? Number(days) : null,
    sort: isSort(view, sort) ? sort : DEFAULT_SORT,
    columns: readColumns(params),
  };
}

function filterParams(filter: ModelsFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.q) params.set("q", cutSearch(filter.q));
  addValues(params, valueFilters(filter.view), filter.values);
  if (filter.view === "versions") {
    if (filter.registered !== null) params.set("registered", filter.registered);
    if (filter.waitingOverDays !== null) params.set("waiting_over_days", String(filter.waitingOverDays));
  }
  if (filter.sort !== DEFAULT_SORT) params.set("sort", filter.sort);
  return params;
}

/** The query string of the page, without its question mark; defaults are left out. */
export function formatFilter(filter: ModelsFilter): string {
  const params = new URLSearchParams();
  if (filter.view !== "versions") params.set("view", filter.view);
  for (const [key, value] of filterParams(filter)) params.append(key, value);
  if (filter.columns !== null) params.set("columns", filter.columns.join(","));
  return params.toString();
}

/** The query string of the API for the same rows. */
export function apiSearch(filter: ModelsFilter, offset?: number, limit?: number): string {
  return apiParams(filterParams(filter), offset, limit);
}

export function modelsPath(filter: Partial<ModelsFilter>): string {
  const search = formatFilter({ ...NO_FILTER, ...filter });
  return search ? `/models?${search}` : "/models";
}

export function withValues(filter: ModelsFilter, key: ValueFilter, values: readonly string[]): ModelsFilter {
  return withListValues(filter, key, values);
}

export function toggleValue(filter: ModelsFilter, key: ValueFilter, value: string): ModelsFilter {
  return toggle(filter, key, value);
}

/** The same view, sort and columns without anything that hides rows. */
export function clearFilter(filter: ModelsFilter): ModelsFilter {
  return { ...NO_FILTER, view: filter.view, sort: filter.sort, columns: filter.columns };
}

/** Switching the view keeps the filters that the other view has too, and drops sort and columns. */
export function withView(filter: ModelsFilter, view: View): ModelsFilter {
  const kept = Object.fromEntries(
    valueFilters(view).flatMap((key) => (filter.values[key] ? [[key, filter.values[key]]] : [])),
  );
  return { ...NO_FILTER, view, q: filter.q, values: kept };
}

export function isFiltered(filter: ModelsFilter): boolean {
  return (
    filter.q !== "" ||
    Object.keys(filter.values).length > 0 ||
    filter.registered !== null ||
    filter.waitingOverDays !== null
  );
}
