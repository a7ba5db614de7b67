/** The paths of the API that a page asks for first. */
import { ENDPOINTS, type EndpointFilter } from "../route/endpoints";
import { apiSearch, parseFilter, type ModelsFilter } from "../route/filter";
import { findingsSearch, parseFindings, scoresSearch, type FindingsFilter } from "../route/findings";
import type { Page } from "../route/path";
import { parseRange, rangeSearch, type TimeRange } from "../route/range";
import { parseScope, scopeSearch, type Scope } from "../route/scope";

export const WINDOW = 100;
export const STATUS = "/api/v1/status";

/** A path and the query string that it is asked with, if any. */
export function asked(path: string, search: string): string {
  return search ? `${path}?${search}` : path;
}

/** Query strings as one; what is empty is left out. */
function together(...parts: readonly string[]): string {
  return parts.filter(Boolean).join("&");
}

export function overviewAt(scope: Scope, range: TimeRange): string {
  return asked("/api/v1/overview", together(scopeSearch(scope), rangeSearch(range)));
}

export function windowAt(filter: ModelsFilter, offset: number): string {
  return `/api/v1/${filter.view}?${apiSearch(filter, offset, WINDOW)}`;
}

export function findingsAt(filter: FindingsFilter, offset: number): string {
  return `/api/v1/findings?${findingsSearch(filter, offset, WINDOW)}`;
}

export function scoresAt(filter: FindingsFilter, range: TimeRange): string {
  return asked("/api/v1/scores", together(scoresSearch(filter), rangeSearch(range)));
}

/** A page that asks for nothing but a range. */
export function rangedAt(page: "monitoring" | "teams", range: TimeRange): string {
  return asked(`/api/v1/${page}`, rangeSearch(range));
}

/** The range is of the counts over the list, which come with the first window. */
export function endpointsAt(filter: EndpointFilter, offset: number, range: TimeRange): string {
  return `/api/v1/endpoints?${together(ENDPOINTS.search(filter, offset, WINDOW), offset === 0 ? rangeSearch(range) : "")}`;
}

/** What a page's data are asked for by; nothing for those that ask by what stands in their path. */
export function firstPaths(page: Page, search: string): readonly string[] {
  switch (page.name) {
    case "overview":
      return [overviewAt(parseScope(search), parseRange(search))];
    case "models":
      return [windowAt(parseFilter(search), 0)];
    case "findings":
      return [findingsAt(parseFindings(search), 0), scoresAt(parseFindings(search), parseRange(search))];
    case "endpoints":
      return [endpointsAt(ENDPOINTS.parse(search), 0, parseRange(search))];
    case "monitoring":
    case "teams":
      return [rangedAt(page.name, parseRange(search))];
    case "coverage":
    case "controls":
    case "accounts":
    case "frameworks":
      return [`/api/v1/${page.name}`];
    default:
      return [];
  }
}
