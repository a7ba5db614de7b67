/** The queries of the app: one key and one path each. */
import { keepPreviousData, queryOptions, QueryClient } from "@tanstack/react-query";
import { raw } from "../format/visible";
import { apiSearch, type ModelsFilter } from "../route/filter";
import { findingsSearch, scoresSearch, type FindingsFilter } from "../route/findings";
import type { FindingKey, VersionKey } from "../route/path";
import { ApiError, getJson, postJson } from "./client";
import type {
  AssignmentWish,
  CommentWish,
  Controls,
  Coverage,
  FindingDetail,
  FindingPage,
  FindingSummary,
  FrameworkDetail,
  FrameworkList,
  GroupPage,
  Handling,
  LineageGraph,
  Overview,
  Status,
  Teams,
  VersionData,
  VersionDetail,
  VersionDocuments,
  VersionEvaluation,
  VersionHistory,
  VersionPage,
  VersionTraining,
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

function versionParts(key: VersionKey): readonly string[] {
  return [key.account, key.region, key.group, String(key.version)].map((part) => encodeURIComponent(raw(part)));
}

export function versionQuery(key: VersionKey) {
  const parts = versionParts(key);
  return queryOptions({
    queryKey: ["version", ...parts],
    queryFn: ({ signal }) => getJson<VersionDetail>(`/api/versions/${parts.join("/")}`, signal),
  });
}

/** What the further tabs of the Version page ask for: each by the name of its route. */
export interface VersionTabs {
  data: VersionData;
  evaluation: VersionEvaluation;
  training: VersionTraining;
  history: VersionHistory;
  documents: VersionDocuments;
}

/** Its key begins with that of the page: what refetches the page refetches the tab on screen too. */
export function versionTabQuery<T extends keyof VersionTabs>(key: VersionKey, tab: T) {
  const parts = versionParts(key);
  return queryOptions({
    queryKey: ["version", ...parts, tab],
    queryFn: ({ signal }) => getJson<VersionTabs[T]>(`/api/versions/${parts.join("/")}/${tab}`, signal),
  });
}

/** The lineage of any asset, shown on the page of a version. */
export function lineageQuery(key: VersionKey, asset: string) {
  return queryOptions({
    queryKey: ["version", ...versionParts(key), "lineage", asset],
    queryFn: ({ signal }) => getJson<LineageGraph>(`/api/lineage?${new URLSearchParams({ asset: raw(asset) }).toString()}`, signal),
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

export function csvPath(filter: ModelsFilter): string {
  const search = apiSearch(filter);
  return `/api/${filter.view}.csv${search ? `?${search}` : ""}`;
}
