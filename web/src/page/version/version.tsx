import { useQuery } from "@tanstack/react-query";
import { versionQuery } from "../../api/query";
import type { VersionDetail } from "../../api/shape";
import { plural } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { modelsPath } from "../../route/filter";
import { groupPath, versionPath, versionTab, type VersionKey, type VersionTab } from "../../route/path";
import { Link, navigate, usePlace } from "../../route/router";
import { approvalOf, type Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { LongText, Name } from "../../ui/fold";
import { usePainted } from "../../ui/marks";
import { Boundary, ErrorCard, Skeleton } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { At } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { useChunk, type Chunk } from "../chunk";
import { Findings } from "./findings";
import { Summary } from "./summary";
import { LABELS, LAZY, type TabProps } from "./tabs";

const PANEL = "version-tab";

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
  const tab = versionTab(usePlace().search);
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
      <div className="version-tabs">
        <Tabs label="Parts of this page" tabs={LABELS} view={tab} onView={(next) => navigate(versionPath(id, next))} panel={PANEL} />
      </div>
      <div id={PANEL} role="tabpanel" aria-labelledby={`${PANEL}-${tab}`}>
        <Boundary key={tab}>
          <Panel tab={tab} detail={detail} id={id} />
        </Boundary>
      </div>
    </>
  );
}

function Panel({ tab, detail, id }: TabProps & { tab: VersionTab }) {
  switch (tab) {
    case "summary":
      return <Summary detail={detail} id={id} />;
    case "findings":
      return (
        <div className="grid">
          <Findings detail={detail} />
        </div>
      );
    default:
      return <LazyTab tab={LAZY[tab]} detail={detail} id={id} />;
  }
}

function LazyTab({ tab, ...props }: TabProps & { tab: Chunk<TabProps> }) {
  const Tab = useChunk(tab);
  return Tab ? <Tab {...props} /> : <Skeleton label="Loading the tab" heights={[240]} />;
}
