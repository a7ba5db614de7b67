/** The state of the Findings page as a URL, and back. */
import { addValues, apiParams, cutSearch, readColumns, readValues, toggle, withValues, type Values } from "./list";

export const FINDING_FACETS = [
  "status",
  "severity",
  "control_group",
  "control_id",
  "business_unit",
  "team",
  "owner",
  "assignee",
  "tier",
  "asset_kind",
  "account_id",
  "region",
] as const;

export type FindingFacet = (typeof FINDING_FACETS)[number];
export type FindingValue = FindingFacet | "model_group";

const VALUES: readonly FindingValue[] = [...FINDING_FACETS, "model_group"];
/** What the counts over the list can be narrowed to: the others are kept of findings only. */
const COUNTED: readonly FindingValue[] = ["control_group", "control_id", "business_unit", "team"];
const SORTS = [
  ...["severity_rank", "control_id", "asset_name", "owner", "team", "opened_at", "status", "tier"],
  ...["account_id", "region", "business_unit", "changed_at", "reason", "asset_kind", "environment"],
];
export const FINDING_SORT = "-severity_rank";

export interface FindingsFilter {
  readonly standing: boolean;
  readonly q: string;
  readonly values: Values<FindingValue>;
  readonly sort: string;
  readonly columns: readonly string[] | null;
}

export const ALL_FINDINGS: FindingsFilter = { standing: true, q: "", values: {}, sort: FINDING_SORT, columns: null };

export function isFindingSort(sort: string): boolean {
  return SORTS.includes(sort.replace(/^-/, ""));
}

/** Reads a query string; what it does not know it leaves out. */
export function parseFindings(search: string): FindingsFilter {
  const params = new URLSearchParams(search);
  const sort = params.get("sort") ?? "";
  const values = readValues(params, VALUES);
  return {
    standing: params.get("view") !== "resolved",
    q: cutSearch(params.get("q") ?? ""),
    values: values.model_group === undefined ? values : { ...values, model_group: values.model_group.slice(0, 1) },
    sort: isFindingSort(sort) ? sort : FINDING_SORT,
    columns: readColumns(params),
  };
}

/** The query string of the page, without its question mark; defaults are left out. */
export function formatFindings(filter: FindingsFilter): string {
  const params = new URLSearchParams();
  if (!filter.standing) params.set("view", "resolved");
  if (filter.q) params.set("q", cutSearch(filter.q));
  addValues(params, VALUES, filter.values);
  if (filter.sort !== FINDING_SORT) params.set("sort", filter.sort);
  if (filter.columns !== null) params.set("columns", filter.columns.join(","));
  return params.toString();
}

/** The query string of the API for the same rows. */
export function findingsSearch(filter: FindingsFilter, offset?: number, limit?: number): string {
  const params = new URLSearchParams();
  addValues(params, VALUES, filter.values);
  if (filter.q) params.set("q", cutSearch(filter.q));
  if (!filter.standing) params.set("standing", "false");
  if (filter.sort !== FINDING_SORT) params.set("sort", filter.sort);
  return apiParams(params, offset, limit);
}

/** The query string of the counts over the list. */
export function scoresSearch(filter: FindingsFilter): string {
  const params = new URLSearchParams();
  addValues(params, COUNTED, filter.values);
  return apiParams(params);
}

export function findingsPath(filter: Partial<FindingsFilter>): string {
  const search = formatFindings({ ...ALL_FINDINGS, ...filter });
  return search ? `/findings?${search}` : "/findings";
}

export function withFindingValues(filter: FindingsFilter, key: FindingValue, values: readonly string[]): FindingsFilter {
  return withValues(filter, key, values);
}

export function toggleFinding(filter: FindingsFilter, key: FindingValue, value: string): FindingsFilter {
  return toggle(filter, key, value);
}

/** The same view, sort and columns without anything that hides rows. */
export function clearFindings(filter: FindingsFilter): FindingsFilter {
  return { ...ALL_FINDINGS, standing: filter.standing, sort: filter.sort, columns: filter.columns };
}

export function isFindingsFiltered(filter: FindingsFilter): boolean {
  return filter.q !== "" || Object.keys(filter.values).length > 0;
}
