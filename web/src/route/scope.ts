/** Which part of the organisation is looked at: in the URL of every page, under the names that the lists filter by. */
import { raw, visible } from "../format/visible";
import { matchPath, type Page } from "./path";

export const SCOPE_KEYS = ["business_unit", "team", "account_id", "region"] as const;
export type ScopeKey = (typeof SCOPE_KEYS)[number];
export type Scope = Readonly<Partial<Record<ScopeKey, readonly string[]>>>;

/** Pages that show the scope only; the others carry it in their URL, to the next one that does. */
const KNOWING: readonly Page["name"][] = ["overview", "models", "endpoints", "findings"];
const MOST_VALUES = 100;

export function knowsScope(pathname: string): boolean {
  return KNOWING.includes(matchPath(pathname).name);
}

export function parseScope(search: string): Scope {
  const params = new URLSearchParams(search);
  const found: Partial<Record<ScopeKey, readonly string[]>> = {};
  for (const key of SCOPE_KEYS) {
    const values = [...new Set(params.getAll(key).filter((one) => one !== "").map(visible))].sort().slice(0, MOST_VALUES);
    if (values.length > 0) found[key] = values;
  }
  return found;
}

export function isScoped(scope: Scope): boolean {
  return SCOPE_KEYS.some((key) => scope[key] !== undefined);
}

/** The query string of the API. */
export function scopeSearch(scope: Scope): string {
  const params = new URLSearchParams();
  for (const key of SCOPE_KEYS) for (const value of scope[key] ?? []) params.append(key, raw(value));
  return params.toString();
}

/** A way within the scope: what it narrows by itself stays as it is. */
export function inScope(to: string, scope: Scope): string {
  const own = new URL(to, window.location.origin).searchParams;
  return withScope(to, { ...scope, ...Object.fromEntries(SCOPE_KEYS.filter((key) => own.has(key)).map((key) => [key, own.getAll(key)])) });
}

/** The same address within another scope; what else stands in it stays. */
export function withScope(to: string, scope: Scope): string {
  const url = new URL(to, window.location.origin);
  for (const key of SCOPE_KEYS) {
    url.searchParams.delete(key);
    for (const value of scope[key] ?? []) url.searchParams.append(key, value);
  }
  return url.pathname + url.search;
}
