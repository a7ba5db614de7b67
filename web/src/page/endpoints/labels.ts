/** The words for the filters of endpoints and their values. */
import type { FacetWords } from "../../list/facets";
import type { Chip } from "../../list/toolbar";
import { ENDPOINTS, type EndpointFacet, type EndpointFilter } from "../../route/endpoints";
import { endpoint, FITS, IDLES, meaningIn, REGISTERED } from "../../status";

const LABELS: Readonly<Record<EndpointFacet, string>> = {
  endpoint_status: "State",
  environment: "Environment",
  idle: "Requests in 14 days",
  fit: "Instance fit",
  registered: "Registered",
  business_unit: "Business unit",
  team: "Team",
  instance_type: "Instance type",
  account_id: "Account",
  region: "Region",
};

function label(facet: EndpointFacet, value: string, text: string = value): string {
  switch (facet) {
    case "endpoint_status":
      return endpoint(value).word;
    case "fit":
      return meaningIn(FITS, value).word;
    case "idle":
      return meaningIn(IDLES, value).word;
    case "registered":
      return meaningIn(REGISTERED, value).word;
    default:
      return text;
  }
}

const ORDERS: Readonly<Partial<Record<EndpointFacet, readonly string[]>>> = {
  fit: ["over", "under", "ok", "exempt", "unknown", "none"],
  idle: ["idle", "used", "unknown", "none"],
  registered: ["no", "unknown", "yes"],
};

export const ENDPOINT_WORDS: FacetWords<EndpointFacet> = {
  labels: LABELS,
  value: label,
  order: (facet) => ORDERS[facet] ?? null,
};

export type EndpointChip = Chip<EndpointFacet | "q">;

/** Everything that hides rows, one chip each. */
export function endpointChips(filter: EndpointFilter): readonly EndpointChip[] {
  const search: readonly EndpointChip[] = filter.q ? [{ label: `Search: ${filter.q}`, key: "q", value: filter.q }] : [];
  const chosen = ENDPOINTS.facets.flatMap((key) =>
    (filter.values[key] ?? []).map((value): EndpointChip => ({ label: `${LABELS[key]}: ${label(key, value)}`, key, value })),
  );
  return [...search, ...chosen];
}
