/** The list of endpoints as a URL. */
import type { EndpointRow } from "../api/shape";
import { listUrl, type ListFilter } from "./list";

const FACETS = [
  ...["endpoint_status", "environment", "idle", "fit", "registered", "business_unit", "team"] as const,
  ...["instance_type", "account_id", "region"] as const,
] as const;

export type EndpointFacet = (typeof FACETS)[number];
export type EndpointFilter = ListFilter<EndpointFacet>;

const SORTS: readonly (keyof EndpointRow)[] = [
  ...["endpoint_name", "endpoint_status", "environment", "business_unit", "team", "owner", "tier"] as const,
  ...["registered", "variants", "instance_type", "instance_count", "invocations_per_day", "error_share"] as const,
  ...["model_latency_p50_mean_ms", "model_latency_p99_median_ms", "cpu_share_mean", "memory_share_mean"] as const,
  ...["gpu_share_mean", "fit", "idle", "last_invoked_at", "usd_per_month", "usd_per_1000", "billed_usd"] as const,
  ...["findings", "account_id", "account_name", "region", "created_at", "changed_at"] as const,
];

export const ENDPOINTS = listUrl<EndpointFacet>({ path: "/endpoints", facets: FACETS, sorts: SORTS, sort: "-usd_per_month" });
