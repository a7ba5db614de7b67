/** The queries of the app: one key and one path each. */
import { keepPreviousData, notifyManager, queryOptions, QueryClient } from "@tanstack/react-query";
import { raw } from "../format/visible";
import type { Contract } from "../page/api/contract";
import { apiCompare } from "../route/compare";
import { apiSearch, NO_FILTER, type ModelsFilter } from "../route/filter";
import { findingsSearch, type FindingsFilter } from "../route/findings";
import { ENDPOINTS, type EndpointFilter } from "../route/endpoints";
import type { EndpointKey, FindingKey, GroupKey, VersionKey } from "../route/path";
import { NO_RANGE, rangeSearch, type TimeRange } from "../route/range";
import type { Scope } from "../route/scope";
import { ApiError, getJson, postJson } from "./client";
import { asked, endpointsAt, findingsAt, overviewAt, rangedAt, scoresAt, STATUS, windowAt } from "./path";
import type {
  Accounts,
  AssignmentWish,
  CommentWish,
  Comparison,
  Controls,
  Coverage,
  EndpointDetail,
  EndpointMetrics,
  EndpointPage,
  FindingDetail,
  FindingPage,
  FindingSummary,
  FrameworkDetail,
  FrameworkList,
  GroupDetail,
  GroupPage,
  Handling,
  LineageGraph,
  Monitoring,
  Overview,
  SearchAnswer,
  Status,
  TeamDetail,
  Teams,
  VersionData,
  VersionDetail,
  VersionDocuments,
  VersionEvaluation,
  VersionHistory,
  VersionPage,
  VersionTraining,
} from "./shape";

export function createQueryClient(): QueryClient {
  notifyManager.setScheduler(queueMicrotask); // not in a timer, which waits behind a frame
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
  queryFn: ({ signal }) => getJson<Status>(STATUS, signal),
});

export function overviewQuery(scope: Scope, range: TimeRange) {
  const path = overviewAt(scope, range);
  return queryOptions({
    queryKey: ["overview", path],
    queryFn: ({ signal }) => getJson<Overview>(path, signal),
    placeholderData: keepPreviousData,
  });
}

/** The values that a scope can have are those of the list of versions. */
export const scopesQuery = queryOptions({
  queryKey: ["scopes"],
  queryFn: ({ signal }) => getJson<VersionPage>("/api/v1/versions?limit=1", signal),
});

export const coverageQuery = queryOptions({
  queryKey: ["coverage"],
  queryFn: ({ signal }) => getJson<Coverage>("/api/v1/coverage", signal),
});

/** The contract names nothing of the organisation: it stays as long as the page is open. */
export const contractQuery = queryOptions({
  queryKey: ["contract"],
  queryFn: ({ signal }) => getJson<Contract>("/api/openapi.json", signal),
  staleTime: Infinity,
});

export function monitoringQuery(range: TimeRange) {
  const path = rangedAt("monitoring", range);
  return queryOptions({
    queryKey: ["monitoring", path],
    queryFn: ({ signal }) => getJson<Monitoring>(path, signal),
    placeholderData: keepPreviousData,
  });
}

export const controlsQuery = queryOptions({
  queryKey: ["controls"],
  queryFn: ({ signal }) => getJson<Controls>("/api/v1/controls", signal),
});

export function teamsQuery(range: TimeRange) {
  const path = rangedAt("teams", range);
  return queryOptions({
    queryKey: ["teams", path],
    queryFn: ({ signal }) => getJson<Teams>(path, signal),
    placeholderData: keepPreviousData,
  });
}

export function searchQuery(text: string) {
  const search = new URLSearchParams({ q: raw(text) }).toString();
  return queryOptions({
    queryKey: ["search", search],
    queryFn: ({ signal }) => getJson<SearchAnswer>(`/api/v1/search?${search}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function teamQuery(team: string, range: TimeRange) {
  const path = asked(`/api/v1/teams/${encodeURIComponent(raw(team))}`, rangeSearch(range));
  return queryOptions({
    queryKey: ["team", path],
    queryFn: ({ signal }) => getJson<TeamDetail>(path, signal),
    placeholderData: keepPreviousData,
  });
}

export const accountsQuery = queryOptions({
  queryKey: ["accounts"],
  queryFn: ({ signal }) => getJson<Accounts>("/api/v1/accounts", signal),
});

/** Counts and trend over the list of findings, narrowed as far as counts can be. */
export function scoresQuery(filter: FindingsFilter, range: TimeRange) {
  const path = scoresAt(filter, range);
  return queryOptions({
    queryKey: ["scores", path],
    queryFn: ({ signal }) => getJson<FindingSummary>(path, signal),
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
    queryFn: ({ signal }) => getJson<FindingDetail>(`/api/v1/findings/${parts.join("/")}`, signal),
  });
}

/** What people do about a finding: each by the name of its route. */
export interface Wishes {
  assignment: AssignmentWish;
  comments: CommentWish;
}

export function handle<W extends keyof Wishes>(key: FindingKey, what: W, wish: Wishes[W]): Promise<Handling> {
  return postJson<Handling>(`/api/v1/findings/${findingParts(key).join("/")}/${what}`, wish);
}

export function findingsQuery(filter: FindingsFilter, offset: number) {
  const path = findingsAt(filter, offset);
  return queryOptions({
    queryKey: ["findings", path],
    queryFn: ({ signal }) => getJson<FindingPage>(path, signal),
    placeholderData: offset === 0 ? keepPreviousData : undefined,
  });
}

export function findingsFile(filter: FindingsFilter, ending: "csv" | "json"): string {
  const search = findingsSearch(filter);
  return `/api/v1/findings.${ending}${search && `?${search}`}`;
}

export const frameworksQuery = queryOptions({
  queryKey: ["frameworks"],
  queryFn: ({ signal }) => getJson<FrameworkList>("/api/v1/frameworks", signal),
});

export function frameworkQuery(id: string) {
  const part = encodeURIComponent(raw(id));
  return queryOptions({
    queryKey: ["framework", part],
    queryFn: ({ signal }) => getJson<FrameworkDetail>(`/api/v1/frameworks/${part}`, signal),
  });
}

function groupParts(key: GroupKey): string {
  return [key.account, key.region, key.group].map((part) => encodeURIComponent(raw(part))).join("/");
}

export function groupQuery(key: GroupKey, range: TimeRange) {
  const path = asked(`/api/v1/groups/${groupParts(key)}`, rangeSearch(range));
  return queryOptions({
    queryKey: ["group", path],
    queryFn: ({ signal }) => getJson<GroupDetail>(path, signal),
    placeholderData: keepPreviousData,
  });
}

/** The data of one chart of a group's page. */
export function groupSheet(key: GroupKey, sheet: "timeline" | "metrics" | "drift", range: TimeRange): string {
  return asked(`/api/v1/groups/${groupParts(key)}/${sheet}.csv`, rangeSearch(range));
}

function versionParts(key: VersionKey): readonly string[] {
  return [key.account, key.region, key.group, String(key.version)].map((part) => encodeURIComponent(raw(part)));
}

export function versionQuery(key: VersionKey) {
  const parts = versionParts(key);
  return queryOptions({
    queryKey: ["version", ...parts],
    queryFn: ({ signal }) => getJson<VersionDetail>(`/api/v1/versions/${parts.join("/")}`, signal),
  });
}

export function compareQuery(versions: readonly VersionKey[]) {
  const search = apiCompare(versions);
  return queryOptions({
    queryKey: ["compare", search],
    queryFn: ({ signal }) => getJson<Comparison>(`/api/v1/compare?${search}`, signal),
    placeholderData: keepPreviousData,
  });
}

const FOUND = 8;

/** The versions that some words find, the newest change first. */
export function findVersionsQuery(words: string) {
  const search = apiSearch({ ...NO_FILTER, q: words }, 0, FOUND);
  return queryOptions({
    queryKey: ["found", search],
    queryFn: ({ signal }) => getJson<VersionPage>(`/api/v1/versions?${search}`, signal),
    placeholderData: keepPreviousData,
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

/** Tabs that have something over time. */
const RANGED_TABS: readonly (keyof VersionTabs)[] = ["data", "evaluation"];

/** Its key begins with that of the page: what refetches the page refetches the tab on screen too. */
export function versionTabQuery<T extends keyof VersionTabs>(key: VersionKey, tab: T, range = NO_RANGE) {
  const parts = versionParts(key);
  const search = RANGED_TABS.includes(tab) ? rangeSearch(range) : "";
  return queryOptions({
    queryKey: ["version", ...parts, tab, search],
    queryFn: ({ signal }) => getJson<VersionTabs[T]>(asked(`/api/v1/versions/${parts.join("/")}/${tab}`, search), signal),
    placeholderData: keepPreviousData,
  });
}

/** The lineage of any asset, shown on the page of a version. */
export function lineageQuery(key: VersionKey, asset: string) {
  return queryOptions({
    queryKey: ["version", ...versionParts(key), "lineage", asset],
    queryFn: ({ signal }) => getJson<LineageGraph>(`/api/v1/lineage?${new URLSearchParams({ asset: raw(asset) }).toString()}`, signal),
  });
}

/** One window of 100 rows. The first one carries the facets and stays on screen while a new filter loads. */
export function windowQuery(filter: ModelsFilter, offset: number) {
  const path = windowAt(filter, offset);
  return queryOptions({
    queryKey: ["models", filter.view, path],
    queryFn: ({ signal }) => getJson<VersionPage | GroupPage>(path, signal),
    placeholderData: offset === 0 ? keepPreviousData : undefined,
  });
}

/** Every row that the filter leaves, as a file. */
export function listFile(filter: ModelsFilter, ending: "csv" | "parquet"): string {
  const search = apiSearch(filter);
  return `/api/v1/${filter.view}.${ending}${search ? `?${search}` : ""}`;
}

/** The rows with these ARNs, in the order of the list. */
export function selectionPath(filter: ModelsFilter, assets: readonly string[]): string {
  const search = apiSearch({ ...NO_FILTER, view: filter.view, sort: filter.sort });
  const wanted = new URLSearchParams(assets.map((asset) => ["asset", raw(asset)])).toString();
  return `/api/v1/${filter.view}.csv?${[search, wanted].filter(Boolean).join("&")}`;
}

export function endpointsQuery(filter: EndpointFilter, offset: number, range: TimeRange) {
  const path = endpointsAt(filter, offset, range);
  return queryOptions({
    queryKey: ["endpoints", path],
    queryFn: ({ signal }) => getJson<EndpointPage>(path, signal),
    placeholderData: offset === 0 ? keepPreviousData : undefined,
  });
}

export function endpointsFile(filter: EndpointFilter): string {
  const search = ENDPOINTS.search(filter);
  return `/api/v1/endpoints.csv${search && `?${search}`}`;
}

function endpointParts(key: EndpointKey): readonly string[] {
  return [key.account, key.region, key.endpoint].map((part) => encodeURIComponent(raw(part)));
}

export function endpointQuery(key: EndpointKey, range: TimeRange) {
  const path = asked(`/api/v1/endpoints/${endpointParts(key).join("/")}`, rangeSearch(range));
  return queryOptions({
    queryKey: ["endpoint", path],
    queryFn: ({ signal }) => getJson<EndpointDetail>(path, signal),
    placeholderData: keepPreviousData,
  });
}

export function endpointMetricsQuery(key: EndpointKey, range: TimeRange) {
  const path = asked(`/api/v1/endpoints/${endpointParts(key).join("/")}/metrics`, rangeSearch(range));
  return queryOptions({
    queryKey: ["endpoint-metrics", path],
    queryFn: ({ signal }) => getJson<EndpointMetrics>(path, signal),
    placeholderData: keepPreviousData,
  });
}
