/** The state of the Findings page as a URL, and back, in the manner of route/filter. */
import { raw, visible } from "../format/visible";

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
const LONGEST_SEARCH = 200;
const MOST_VALUES = 100;

export interface FindingsFilter {
  readonly standing: boolean;
  readonly q: string;
  readonly values: Readonly<Partial<Record<FindingValue, readonly string[]>>>;
  readonly sort: string;
  readonly columns: readonly string[] | null;
}

export const ALL_FINDINGS: FindingsFilter = { standing: true, q: "", values: {}, sort: FINDING_SORT, columns: null };

function tidy(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== "").map(visible))].sort().slice(0, MOST_VALUES);
}

function cutSearch(q: string): string {
  return visible(Array.from(raw(q)).slice(0, LONGEST_SEARCH).join(""));
}

export function isFindingSort(sort: string): boolean {
  return SORTS.includes(sort.replace(/^-/, ""));
}

/** Reads a query string; what it does not know it leaves out. */
export function parseFindings(search: string): FindingsFilter {
  const params = new URLSearchParams(search);
  const values: Partial<Record<FindingValue, readonly string[]>> = {};
  for (const key of VALUES) {
    const found = tidy(params.getAll(key)).slice(0, key === "model_group" ? 1 : MOST_VALUES);
    if (found.length > 0) values[key] = found;
  }
  const sort = params.get("sort") ?? "";
  const columns = params.get("columns");
  return {
    standing: params.get("view") !== "resolved",
    q: cutSearch(params.get("q") ?? ""),
    values,
    sort: isFindingSort(sort) ? sort : FINDING_SORT,
    columns: columns === null ? null : [...new Set(columns.split(",").filter((name) => /^[a-z_]+$/.test(name)))],
  };
}

function filterParams(filter: FindingsFilter, keys: readonly FindingValue[]): URLSearchParams {
  const params = new URLSearchParams();
  for (const key of keys) {
    for (const value of tidy(filter.values[key] ?? [])) params.append(key, value);
  }
  return params;
}

function rawParams(params: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...params].map(([key, value]) => [key, raw(value)]));
}

/** The query string of the page, without its question mark; defaults are left out. */
export function formatFindings(filter: FindingsFilter): string {
  const params = new URLSearchParams();
  if (!filter.standing) params.set("view", "resolved");
  if (filter.q) params.set("q", cutSearch(filter.q));
  for (const [key, value] of filterParams(filter, VALUES)) params.append(key, value);
  if (filter.sort !== FINDING_SORT) params.set("sort", filter.sort);
  if (filter.columns !== null) params.set("columns", filter.columns.join(","));
  return params.toString();
}

/** The query string of the API for the same rows. */
export function findingsSearch(filter: FindingsFilter, offset?: number, limit?: number): string {
  const params = rawParams(filterParams(filter, VALUES));
  if (filter.q) params.set("q", raw(cutSearch(filter.q)));
  if (!filter.standing) params.set("standing", "false");
  if (filter.sort !== FINDING_SORT) params.set("sort", filter.sort);
  if (offset !== undefined) params.set("offset", String(offset));
  if (limit !== undefined) params.set("limit", String(limit));
  return params.toString();
}

/** The query string of the counts over the list. */
export function scoresSearch(filter: FindingsFilter): string {
  return rawParams(filterParams(filter, COUNTED)).toString();
}

export function findingsPath(filter: Partial<FindingsFilter>): string {
  const search = formatFindings({ ...ALL_FINDINGS, ...filter });
  return search ? `/findings?${search}` : "/findings";
}

export function withFindingValues(filter: FindingsFilter, key: FindingValue, values: readonly string[]): FindingsFilter {
  const kept = Object.fromEntries(Object.entries(filter.values).filter(([name]) => name !== key));
  const next = tidy(values);
  return { ...filter, values: next.length > 0 ? { ...kept, [key]: next } : kept };
}

export function toggleFinding(filter: FindingsFilter, key: FindingValue, value: string): FindingsFilter {
  const current = filter.values[key] ?? [];
  return withFindingValues(filter, key, current.includes(value) ? current.filter((one) => one !== value) : [...current, value]);
}

/** The same view, sort and columns without anything that hides rows. */
export function clearFindings(filter: FindingsFilter): FindingsFilter {
  return { ...ALL_FINDINGS, standing: filter.standing, sort: filter.sort, columns: filter.columns };
}

export function isFindingsFiltered(filter: FindingsFilter): boolean {
  return filter.q !== "" || Object.keys(filter.values).length > 0;
}
