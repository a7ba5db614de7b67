import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { endpointMetricsQuery, endpointQuery } from "../../api/query";
import type { EndpointDetail } from "../../api/shape";
import { count } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { ENDPOINTS } from "../../route/endpoints";
import { findingsPath } from "../../route/findings";
import type { EndpointKey } from "../../route/path";
import { Link, useRange } from "../../route/router";
import { endpoint, FITS, IDLES, meaningIn, REGISTERED, type Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { LongText, Name } from "../../ui/fold";
import { usePainted } from "../../ui/marks";
import { ErrorCard, Skeleton } from "../../ui/states";
import { At } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { idleWord } from "../endpoints/columns";
import { StandingFindings } from "../finding/standing";
import { Capture, Monitors, Scaling } from "./around";
import { Months } from "./months";
import { OverTime } from "./over-time";
import { UseAndCost } from "./use";
import { Variants } from "./variants";

export default function EndpointPage({ id }: { id: EndpointKey }) {
  useTitle(id.endpoint);
  const range = useRange();
  const query = endpointQuery(id, range);
  const { data, error, refetch, dataUpdatedAt } = useQuery(query);
  const metrics = useQuery(endpointMetricsQuery(id, range));
  useRefetchOn("changes", query.queryKey);
  useRefetchOn("findings", query.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the endpoint" heights={[56, 240, 200]} />;
  return (
    <EndpointView detail={data}>
      <OverTime id={id} metrics={metrics.data} error={metrics.error} retry={() => void metrics.refetch()} />
    </EndpointView>
  );
}

/** The states worth a badge in the head: its own first, then what it serves, then how it is used. */
export function headBadges({ row }: EndpointDetail): readonly Meaning[] {
  const badges: Meaning[] = [endpoint(row.endpoint_status)];
  if (row.registered !== "yes") badges.push(meaningIn(REGISTERED, row.registered));
  if (row.not_approved > 0) badges.push({ tone: row.in_service ? "bad" : "neutral", word: `${count(row.not_approved)} not approved` });
  if (row.idle === "idle") badges.push({ ...meaningIn(IDLES, "idle"), word: idleWord(row) });
  if (row.fit === "over" || row.fit === "under") badges.push(meaningIn(FITS, row.fit));
  return badges;
}

export function EndpointView({ detail, children }: { detail: EndpointDetail; children?: ReactNode }) {
  const { row } = detail;
  const everywhere = findingsPath({ values: { asset_kind: ["endpoint"], account_id: [row.account_id], region: [row.region] } });
  return (
    <>
      <nav className="crumbs" aria-label="Where this is">
        <Link to={ENDPOINTS.to({})}>Endpoints</Link>
        <span aria-hidden="true">/</span>
        <span className="wrap">{row.endpoint_name}</span>
      </nav>
      <div className="page-head">
        <div>
          <div className="version-title">
            <h1 className="wrap">{row.endpoint_name}</h1>
            {headBadges(detail).map((badge) => (
              <Badge key={badge.word} {...badge} />
            ))}
          </div>
          <p>
            <Name text={row.business_unit} />, team <Name text={row.team} />, account <span title={row.account_id}>{row.account_name}</span>, {row.region}.{" "}
            <span title={detail.tier_reason ?? undefined}>Tier {row.tier}</span>
            {row.created_at !== null && <>, created <At at={row.created_at} /></>}.
          </p>
          {detail.failure_reason && <p className="version-text"><LongText text={detail.failure_reason} /></p>}
        </div>
      </div>
      <div className="grid">
        <StandingFindings
          findings={detail.findings}
          judgedAt={detail.judged_at}
          none="No finding stands of it"
          more={<Link to={everywhere}>of all endpoints there</Link>}
        />
        <Variants variants={detail.variants} parts={detail.parts} />
        {children}
        <UseAndCost detail={detail} />
        <Months months={detail.months} name={row.endpoint_name} />
        <Scaling rows={detail.scaling} />
        <Capture detail={detail} />
        <Monitors rows={detail.monitors} />
      </div>
    </>
  );
}
