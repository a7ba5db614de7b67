/** The queries of the app: one key and one path each. */
import { keepPreviousData, queryOptions, QueryClient } from "@tanstack/react-query";
import { raw } from "../format/visible";
import { apiCompare } from "../route/compare";
import { apiSearch, NO_FILTER, type ModelsFilter } from "../route/filter";
import { findingsSearch, scoresSearch, type FindingsFilter } from "../route/findings";
import type { FindingKey, GroupKey, VersionKey } from "../route/path";
import { ApiError, getJson, postJson } from "./client";
import type {
  AssignmentWish,
  CommentWish,
  Comparison,
  Controls,
  Coverage,
  FindingDetail,
  FindingPage,
  FindingSummary,
  FrameworkDetail,
  FrameworkList,
  GroupDetail,
  GroupPage,
  Handling,
  Overview,
  Status,
  Teams,
  VersionDetail,
  VersionPage,
} from "./shape";

export const WINDOW = 100;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 1 && !(error instanceof ApiError && error.status >= 400),
        retryDelay: 400,
      },
    },
  });
}

export const statusQuery = queryOptions({
  queryKey: ["status"],
  queryFn: ({ signal }) => getJson<Status>("/api/status", signal),
});

export const overviewQuery = queryOptions({
  queryKey: ["overview"],
  queryFn: ({ signal }) => getJson<Overview>("/api/overview", signal),
});

export const coverageQuery = queryOptions({
  queryKey: ["coverage"],
  queryFn: ({ signal }) => getJson<Coverage>("/api/coverage", signal),
});

export const controlsQuery = queryOptions({
  queryKey: ["controls"],
  queryFn: ({ signal }) => getJson<Controls>("/api/controls", signal),
});

export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: ({ signal }) => getJson<Teams>("/api/teams", signal),
});

/** Counts and trend over the list of findings, narrowed as far as counts can be. */
export function scoresQuery(filter: FindingsFilter) {
  const search = scoresSearch(filter);
  return queryOptions({
    queryKey: ["scores", search],
    queryFn: ({ signal }) => getJson<FindingSummary>(`/api/scores${search && `?${search}`}`, signal),
    placeholderData: keepPreviousData,
  });
}

function findingParts(key: FindingKey): readonly string[] {
  return [key.control, key.asset].map((part) => encodeURIComponent(raw(part)));
}

export function findingQuery(key: FindingKey) {
  const parts = findingParts(key);
  return queryOptions({
    queryKey: ["finding", ...parts],
    queryFn: ({ signal }) => getJson<FindingDetail>(`/api/findings/${parts.join("/")}`, signal),
  });
}

/** What people do about a finding: each by the name of its route. */
export interface Wishes {
  assignment: AssignmentWish;
  comments: CommentWish;
}

export function handle<W extends keyof Wishes>(key: FindingKey, what: W, wish: Wishes[W]): Promise<Handling> {
  return postJson<Handling>(`/api/findings/${findingParts(key).join("/")}/${what}`, wish);
}

export function findingsQuery(filter: FindingsFilter, offset: number) {
  const search = findingsSearch(filter, offset, WINDOW);
  return queryOptions({
    queryKey: ["findings", search],
    queryFn: ({ signal }) => getJson<FindingPage>(`/api/findings?${search}`, signal),
    placeholderData: offset === 0 ? keepPreviousData : undefined,
  });
}

export function findingsFile(filter: FindingsFilter, ending: "csv" | "json"): string {
  const search = findingsSearch(filter);
  return `/api/findings.${ending}${search && `?${search}`}`;
}

export const frameworksQuery = queryOptions({
  queryKey: ["frameworks"],
  queryFn: ({ signal }) => getJson<FrameworkList>("/api/frameworks", signal),
});

export function frameworkQuery(id: string) {
  const part = encodeURIComponent(raw(id));
  return queryOptions({
    queryKey: ["framework", part],
    queryFn: ({ signal }) => getJson<FrameworkDetail>(`/api/frameworks/${part}`, signal),
  });
}

function groupParts(key: GroupKey): string {
  return [key.account, key.region, key.group].map((part) => encodeURIComponent(raw(part))).join("/");
}

export function groupQuery(key: GroupKey) {
  const parts = groupParts(key);
  return queryOptions({
    queryKey: ["group", parts],
    queryFn: ({ signal }) => getJson<GroupDetail>(`/api/groups/${parts}`, signal),
  });
}

/** The data of one chart of a group's page. */
export function groupSheet(key: GroupKey, sheet: "timeline" | "metrics" | "drift"): string {
  return `/api/groups/${groupParts(key)}/${sheet}.csv`;
}

export function versionQuery(key: VersionKey) {
  const parts = [key.account, key.region, key.group, String(key.version)].map((part) => encodeURIComponent(raw(part)));
  return queryOptions({
    queryKey: ["version", ...parts],
    queryFn: ({ signal }) => getJson<VersionDetail>(`/api/versions/${parts.join("/")}`, signal),
  });
}

export function compareQuery(versions: readonly VersionKey[]) {
  const search = apiCompare(versions);
  return queryOptions({
    queryKey: ["compare", search],
    queryFn: ({ signal }) => getJson<Comparison>(`/api/compare?${search}`, signal),
    placeholderData: keepPreviousData,
  });
}

const FOUND = 8;

/** The versions that some words find, the newest change first. */
export function findVersionsQuery(words: string) {
  const search = apiSearch({ ...NO_FILTER, q: words }, 0, FOUND);
  return queryOptions({
    queryKey: ["found", search],
    queryFn: ({ signal }) => getJson<VersionPage>(`/api/versions?${search}`, signal),
    placeholderData: keepPreviousData,
  });
}

/** One window of 100 rows. The first one carries the facets and stays on screen while a new filter loads. */
export function windowQuery(filter: ModelsFilter, offset: number) {
  const search = apiSearch(filter, offset, WINDOW);
  return queryOptions({
    queryKey: ["models", filter.view, search],
    queryFn: ({ signal }) => getJson<VersionPage | GroupPage>(`/api/${filter.view}?${search}`, signal),
    placeholderData: offset === 0 ? keepPreviousData : undefined,
  });
}

/** Every row that the filter leaves, as a file. */
export function listFile(filter: ModelsFilter, ending: "csv" | "parquet"): string {
  const search = apiSearch(filter);
  return `/api/${filter.view}.${ending}${search ? `?${search}` : ""}`;
}

/** The rows with these ARNs, in the order of the list. */
export function selectionPath(filter: ModelsFilter, assets: readonly string[]): string {
  const search = apiSearch({ ...NO_FILTER, view: filter.view, sort: filter.sort });
  const wanted = new URLSearchParams(assets.map((asset) => ["asset", raw(asset)])).toString();
  return `/api/${filter.view}.csv?${[search, wanted].filter(Boolean).join("&")}`;
}
