/** The paths of the API that a page asks for first. */
import { ENDPOINTS, type EndpointFilter } from "../route/endpoints";
import { apiSearch, parseFilter, type ModelsFilter } from "../route/filter";
import { findingsSearch, parseFindings, scoresSearch, type FindingsFilter } from "../route/findings";
import type { Page } from "../route/path";
import { parseScope, scopeSearch, type Scope } from "../route/scope";

export const WINDOW = 100;
export const STATUS = "/api/v1/status";

function asked(path: string, search: string): string {
  return search ? `${path}?${search}` : path;
}

export function overviewAt(scope: Scope): string {
  return asked("/api/v1/overview", scopeSearch(scope));
}

export function windowAt(filter: ModelsFilter, offset: number): string {
  return `/api/v1/${filter.view}?${apiSearch(filter, offset, WINDOW)}`;
}

export function findingsAt(filter: FindingsFilter, offset: number): string {
  return `/api/v1/findings?${findingsSearch(filter, offset, WINDOW)}`;
}

export function scoresAt(filter: FindingsFilter): string {
  return asked("/api/v1/scores", scoresSearch(filter));
}

export function endpointsAt(filter: EndpointFilter, offset: number): string {
  return `/api/v1/endpoints?${ENDPOINTS.search(filter, offset, WINDOW)}`;
}

/** What a page's data are asked for by; nothing for those that ask by what stands in their path. */
export function firstPaths(page: Page, search: string): readonly string[] {
  switch (page.name) {
    case "overview":
      return [overviewAt(parseScope(search))];
    case "models":
      return [windowAt(parseFilter(search), 0)];
    case "findings":
      return [findingsAt(parseFindings(search), 0), scoresAt(parseFindings(search))];
    case "endpoints":
      return [endpointsAt(ENDPOINTS.parse(search), 0)];
    case "coverage":
    case "monitoring":
    case "controls":
    case "teams":
    case "accounts":
    case "frameworks":
      return [`/api/v1/${page.name}`];
    default:
      return [];
  }
}
