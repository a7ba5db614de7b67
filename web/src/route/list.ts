/**
 * The state of a list as a URL, and back: one object for each list, made from what can be asked of it.
 * Keys have one order, so that equal states have equal URLs; what the API would refuse is left out or cut.
 */
import { raw, visible } from "../format/visible";

const LONGEST_SEARCH = 200;
const MOST_VALUES = 100;

export interface ListFilter<F extends string> {
  readonly q: string;
  readonly values: Readonly<Partial<Record<F, readonly string[]>>>;
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

function tidy(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== "").map(visible))].sort().slice(0, MOST_VALUES);
}

function cutSearch(q: string): string {
  return visible(Array.from(raw(q)).slice(0, LONGEST_SEARCH).join(""));
}

export function listUrl<F extends string>(spec: ListSpec<F>): ListUrl<F> {
  const none: ListFilter<F> = { q: "", values: {} as ListFilter<F>["values"], sort: spec.sort, columns: null };

  const parse = (search: string): ListFilter<F> => {
    const params = new URLSearchParams(search);
    const values: Partial<Record<F, readonly string[]>> = {};
    for (const key of spec.facets) {
      const found = tidy(params.getAll(key));
      if (found.length > 0) values[key] = found;
    }
    const sort = params.get("sort") ?? "";
    const columns = params.get("columns");
    return {
      q: cutSearch(params.get("q") ?? ""),
      values,
      sort: spec.sorts.includes(sort.replace(/^-/, "")) ? sort : spec.sort,
      columns: columns === null ? null : [...new Set(columns.split(",").filter((name) => /^[a-z_0-9]+$/.test(name)))],
    };
  };

  const filterParams = (filter: ListFilter<F>): URLSearchParams => {
    const params = new URLSearchParams();
    if (filter.q) params.set("q", cutSearch(filter.q));
    for (const key of spec.facets) {
      for (const value of tidy(filter.values[key] ?? [])) params.append(key, value);
    }
    if (filter.sort !== spec.sort) params.set("sort", filter.sort);
    return params;
  };

  const format = (filter: ListFilter<F>): string => {
    const params = filterParams(filter);
    if (filter.columns !== null) params.set("columns", filter.columns.join(","));
    return params.toString();
  };

  const search = (filter: ListFilter<F>, offset?: number, limit?: number): string => {
    const params = new URLSearchParams([...filterParams(filter)].map(([key, value]) => [key, raw(value)]));
    if (offset !== undefined) params.set("offset", String(offset));
    if (limit !== undefined) params.set("limit", String(limit));
    return params.toString();
  };

  const withValues = (filter: ListFilter<F>, key: F, values: readonly string[]): ListFilter<F> => {
    const kept = Object.fromEntries(Object.entries(filter.values).filter(([name]) => name !== key)) as ListFilter<F>["values"];
    const next = tidy(values);
    return { ...filter, values: next.length > 0 ? { ...kept, [key]: next } : kept };
  };

  return {
    facets: spec.facets,
    parse,
    format,
    search,
    to: (filter) => {
      const text = format({ ...none, ...filter });
      return text ? `${spec.path}?${text}` : spec.path;
    },
    withValues,
    toggle: (filter, key, value) => {
      const current = filter.values[key] ?? [];
      return withValues(filter, key, current.includes(value) ? current.filter((one) => one !== value) : [...current, value]);
    },
    clear: (filter) => ({ ...none, sort: filter.sort, columns: filter.columns }),
    isFiltered: (filter) => filter.q !== "" || Object.keys(filter.values).length > 0,
  };
}
