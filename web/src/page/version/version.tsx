import { useQuery } from "@tanstack/react-query";
import { versionQuery } from "../../api/query";
import type { VersionDetail } from "../../api/shape";
import { plural } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { modelsPath } from "../../route/filter";
import { groupPath, type VersionKey } from "../../route/path";
import { Link } from "../../route/router";
import { approvalOf, type Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { LongText, Name } from "../../ui/fold";
import { usePainted } from "../../ui/marks";
import { ErrorCard, Skeleton } from "../../ui/states";
import { At } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { Approvals } from "./approvals";
import { CardDocument } from "./card-document";
import { Facts } from "./facts";
import { Findings } from "./findings";
import { History } from "./history";
import { Metrics, Parameters } from "./numbers";
import { PipelineCard } from "./pipeline";
import { Provenance } from "./provenance";
import { ServingCard } from "./serving";
import { Siblings } from "./siblings";
import { TrainingCard } from "./training";

export default function VersionPage({ id }: { id: VersionKey }) {
  useTitle(`${id.group}, version ${id.version}`);
  const query = versionQuery(id);
  const { data, error, refetch, dataUpdatedAt } = useQuery(query);
  useRefetchOn("changes", query.queryKey);
  useRefetchOn("findings", query.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the version" heights={[56, 240, 200]} />;
  return <VersionView detail={data} id={id} />;
}

/** The states worth a badge in the head: approval first, then use, then what contradicts the claim. */
export function headBadges(detail: VersionDetail): readonly Meaning[] {
  const { row } = detail;
  const badges: Meaning[] = [approvalOf(row)];
  if (row.production) {
    const tone = row.approval_status === "Approved" ? "ok" : "warn";
    badges.push({ tone, word: row.endpoints > 0 ? `Serving, ${plural(row.endpoints, "endpoint")}` : "Serving" });
  }
  if (!row.production && row.stage === "Production") badges.push({ tone: "warn", word: "Stage says production, not serving" });
  if (detail.package_status !== null && detail.package_status !== "Completed") {
    badges.push({ tone: detail.package_status === "Failed" ? "bad" : "info", word: `Package ${detail.package_status}` });
  }
  return badges;
}

export function VersionView({ detail, id }: { detail: VersionDetail; id: VersionKey }) {
  const { row } = detail;
  return (
    <>
      <nav className="crumbs" aria-label="Where this is">
        <Link to={modelsPath({})}>Models</Link>
        <span aria-hidden="true">/</span>
        <Link to={groupPath(id)}>{row.model_group}</Link>
        <span aria-hidden="true">/</span>
        <span>v{row.version}</span>
      </nav>
      <div className="page-head">
        <div>
          <div className="version-title">
            <h1 className="wrap">
              {row.model_group}, version {row.version}
            </h1>
            {headBadges(detail).map((badge) => (
              <Badge key={badge.word} {...badge} />
            ))}
          </div>
          <p>
            <Name text={row.business_unit} />, account <span title={row.account_id}>{row.account_name || row.account_id}</span>, {row.region}.
            Registered <At at={row.registered_at} />
            {detail.registered_by !== null && <> by <Name text={detail.registered_by} /></>}.
          </p>
          {detail.description && <p className="version-text"><LongText text={detail.description} /></p>}
        </div>
      </div>
      <div className="grid">
        <Findings detail={detail} />
        <Facts facts={detail.facts} row={row} />
        <Approvals approvals={detail.approvals} />
        <Metrics metrics={detail.metrics} version={row.version} />
        <Parameters parameters={detail.parameters} />
        <ServingCard serving={detail.serving} />
        <TrainingCard training={detail.training} />
        <PipelineCard training={detail.training} />
        <Provenance detail={detail} />
        <CardDocument status={detail.card_status} card={detail.card} />
        <History entries={detail.history} />
        <Siblings siblings={detail.siblings} id={id} />
      </div>
    </>
  );
}
