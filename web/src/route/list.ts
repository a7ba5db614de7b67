/**
 * The state of a list as a URL, and back: one object for each list, made from what can be asked of it.
 * Keys have one order, so that equal states have equal URLs; what the API would refuse is left out or cut.
 */
import { raw, visible } from "../format/visible";

const LONGEST_SEARCH = 200;
const MOST_VALUES = 100;

export interface ListFilter<F extends string> {
  readonly q: string;
  readonly values: Values<F>;
  readonly sort: string;
  readonly columns: readonly string[] | null;
}

interface ListSpec<F extends string> {
  readonly path: string;
  readonly facets: readonly F[];
  readonly sorts: readonly string[];
  readonly sort: string;
}

export interface ListUrl<F extends string> {
  readonly facets: readonly F[];
  readonly parse: (search: string) => ListFilter<F>;
  readonly format: (filter: ListFilter<F>) => string;
  /** The query string of the API for the same rows. */
  readonly search: (filter: ListFilter<F>, offset?: number, limit?: number) => string;
  readonly to: (filter: Partial<ListFilter<F>>) => string;
  readonly withValues: (filter: ListFilter<F>, key: F, values: readonly string[]) => ListFilter<F>;
  readonly toggle: (filter: ListFilter<F>, key: F, value: string) => ListFilter<F>;
  /** The same sort and columns without anything that hides rows. */
  readonly clear: (filter: ListFilter<F>) => ListFilter<F>;
  readonly isFiltered: (filter: ListFilter<F>) => boolean;
}

/** The values of each filter that has some. */
export type Values<F extends string> = Readonly<Partial<Record<F, readonly string[]>>>;

interface Valued<F extends string> {
  readonly values: Values<F>;
}

function tidy(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== "").map(visible))].sort().slice(0, MOST_VALUES);
}

/** The API counts characters of the text as it is, not of what is shown for it. */
export function cutSearch(q: string): string {
  return visible(Array.from(raw(q)).slice(0, LONGEST_SEARCH).join(""));
}

export function readValues<F extends string>(params: URLSearchParams, keys: readonly F[]): Values<F> {
  const values: Partial<Record<F, readonly string[]>> = {};
  for (const key of keys) {
    const found = tidy(params.getAll(key));
    if (found.length > 0) values[key] = found;
  }
  return values;
}

export function addValues<F extends string>(params: URLSearchParams, keys: readonly F[], values: Values<F>): void {
  for (const key of keys) {
    for (const value of tidy(values[key] ?? [])) params.append(key, value);
  }
}

/** The columns that an address names; null where it leaves them as they are. */
export function readColumns(params: URLSearchParams): readonly string[] | null {
  const columns = params.get("columns");
  return columns === null ? null : [...new Set(columns.split(",").filter((name) => /^[a-z_0-9]+$/.test(name)))];
}

/** The query string of the API, which takes texts as they are. */
export function apiParams(shown: URLSearchParams, offset?: number, limit?: number): string {
  const params = new URLSearchParams([...shown].map(([key, value]) => [key, raw(value)]));
  if (offset !== undefined) params.set("offset", String(offset));
  if (limit !== undefined) params.set("limit", String(limit));
  return params.toString();
}

export function withValues<F extends string, T extends Valued<F>>(filter: T, key: F, values: readonly string[]): T {
  const kept = Object.fromEntries(Object.entries(filter.values).filter(([name]) => name !== key)) as Values<F>;
  const next = tidy(values);
  return { ...filter, values: next.length > 0 ? { ...kept, [key]: next } : kept };
}

/** The same whether it was asked for once or twice. */
export function withoutValue<F extends string, T extends Valued<F>>(filter: T, key: F, value: string): T {
  return withValues<F, T>(filter, key, (filter.values[key] ?? []).filter((one) => one !== value));
}

export function toggle<F extends string, T extends Valued<F>>(filter: T, key: F, value: string): T {
  const current = filter.values[key] ?? [];
  return current.includes(value) ? withoutValue<F, T>(filter, key, value) : withValues<F, T>(filter, key, [...current, value]);
}

export function listUrl<F extends string>(spec: ListSpec<F>): ListUrl<F> {
  const none: ListFilter<F> = { q: "", values: {} as Values<F>, sort: spec.sort, columns: null };

  const parse = (search: string): ListFilter<F> => {
    const params = new URLSearchParams(search);
    const sort = params.get("sort") ?? "";
    return {
      q: cutSearch(params.get("q") ?? ""),
      values: readValues(params, spec.facets),
      sort: spec.sorts.includes(sort.replace(/^-/, "")) ? sort : spec.sort,
      columns: readColumns(params),
    };
  };

  const filterParams = (filter: ListFilter<F>): URLSearchParams => {
    const params = new URLSearchParams();
    if (filter.q) params.set("q", cutSearch(filter.q));
    addValues(params, spec.facets, filter.values);
    if (filter.sort !== spec.sort) params.set("sort", filter.sort);
    return params;
  };

  const format = (filter: ListFilter<F>): string => {
    const params = filterParams(filter);
    if (filter.columns !== null) params.set("columns", filter.columns.join(","));
    return params.toString();
  };

  return {
    facets: spec.facets,
    parse,
    format,
    search: (filter, offset, limit) => apiParams(filterParams(filter), offset, limit),
    to: (filter) => {
      const text = format({ ...none, ...filter });
      return text ? `${spec.path}?${text}` : spec.path;
    },
    withValues,
    toggle,
    clear: (filter) => ({ ...none, sort: filter.sort, columns: filter.columns }),
    isFiltered: (filter) => filter.q !== "" || Object.keys(filter.values).length > 0,
  };
}
