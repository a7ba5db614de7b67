/** The queries of the app: one key and one path each. */
import { keepPreviousData, queryOptions, QueryClient } from "@tanstack/react-query";
import { raw } from "../format/visible";
import { apiSearch, type ModelsFilter } from "../route/filter";
import { findingsSearch, scoresSearch, type FindingsFilter } from "../route/findings";
import { ENDPOINTS, type EndpointFilter } from "../route/endpoints";
import type { EndpointKey, FindingKey, VersionKey } from "../route/path";
import { ApiError, getJson, postJson } from "./client";
import type {
  Accounts,
  AssignmentWish,
  CommentWish,
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
  GroupPage,
  Handling,
  Monitoring,
  Overview,
  Status,
  TeamDetail,
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

export const monitoringQuery = queryOptions({
  queryKey: ["monitoring"],
  queryFn: ({ signal }) => getJson<Monitoring>("/api/monitoring", signal),
});

export const controlsQuery = queryOptions({
  queryKey: ["controls"],
  queryFn: ({ signal }) => getJson<Controls>("/api/controls", signal),
});

export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: ({ signal }) => getJson<Teams>("/api/teams", signal),
});

export function teamQuery(team: string) {
  const part = encodeURIComponent(raw(team));
  return queryOptions({
    queryKey: ["team", part],
    queryFn: ({ signal }) => getJson<TeamDetail>(`/api/teams/${part}`, signal),
  });
}

export const accountsQuery = queryOptions({
  queryKey: ["accounts"],
  queryFn: ({ signal }) => getJson<Accounts>("/api/accounts", signal),
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

export function versionQuery(key: VersionKey) {
  const parts = [key.account, key.region, key.group, String(key.version)].map((part) => encodeURIComponent(raw(part)));
  return queryOptions({
    queryKey: ["version", ...parts],
    queryFn: ({ signal }) => getJson<VersionDetail>(`/api/versions/${parts.join("/")}`, signal),
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

export function endpointsQuery(filter: EndpointFilter, offset: number) {
  const search = ENDPOINTS.search(filter, offset, WINDOW);
  return queryOptions({
    queryKey: ["endpoints", search],
    queryFn: ({ signal }) => getJson<EndpointPage>(`/api/endpoints?${search}`, signal),
    placeholderData: offset === 0 ? keepPreviousData : undefined,
  });
}

export function endpointsFile(filter: EndpointFilter): string {
  const search = ENDPOINTS.search(filter);
  return `/api/endpoints.csv${search && `?${search}`}`;
}

function endpointParts(key: EndpointKey): readonly string[] {
  return [key.account, key.region, key.endpoint].map((part) => encodeURIComponent(raw(part)));
}

export function endpointQuery(key: EndpointKey) {
  const parts = endpointParts(key);
  return queryOptions({
    queryKey: ["endpoint", ...parts],
    queryFn: ({ signal }) => getJson<EndpointDetail>(`/api/endpoints/${parts.join("/")}`, signal),
  });
}

/** The days of metrics that can be asked for. */
export const METRIC_DAYS = ["7", "30", "90"] as const;
export type MetricDays = (typeof METRIC_DAYS)[number];

export function metricsOf(search: string): MetricDays {
  const days = new URLSearchParams(search).get("days");
  return METRIC_DAYS.find((one) => one === days) ?? "30";
}

export function endpointMetricsQuery(key: EndpointKey, days: MetricDays) {
  const parts = endpointParts(key);
  return queryOptions({
    queryKey: ["endpoint-metrics", ...parts, days],
    queryFn: ({ signal }) => getJson<EndpointMetrics>(`/api/endpoints/${parts.join("/")}/metrics?days=${days}`, signal),
    placeholderData: keepPreviousData,
  });
}
