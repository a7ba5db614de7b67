import { useQuery } from "@tanstack/react-query";
import { groupQuery } from "../../api/query";
import type { GroupDetail } from "../../api/shape";
import { count, plural } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { modelsPath } from "../../route/filter";
import { groupVersionsPath, type GroupKey } from "../../route/path";
import { Link, useRange } from "../../route/router";
import { maturity, spaced, type Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { usePainted } from "../../ui/marks";
import { ErrorCard, Skeleton } from "../../ui/states";
import { At } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { DriftCard } from "./drift";
import { GroupFindings } from "./findings";
import { MetricsCard } from "./metrics";
import { GroupServingCard } from "./serving";
import { TimelineCard } from "./timeline-card";
import { VersionsCard } from "./versions";

export default function GroupPage({ id }: { id: GroupKey }) {
  useTitle(id.group);
  const query = groupQuery(id, useRange());
  const { data, error, refetch, dataUpdatedAt } = useQuery(query);
  useRefetchOn("changes", query.queryKey);
  useRefetchOn("findings", query.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the model group" heights={[56, 180, 240]} />;
  return <GroupView detail={data} id={id} />;
}

/** What most needs to be known of the group: what serves, and what waits. */
function headBadges({ row, versions }: GroupDetail): readonly Meaning[] {
  const unapproved = versions.filter((one) => one.maturity === "unapproved_production").length;
  const badges: Meaning[] = [];
  if (row.production > unapproved) badges.push({ ...maturity("production"), word: `${plural(row.production - unapproved, "version")} in production` });
  if (unapproved > 0) badges.push({ ...maturity("unapproved_production"), word: `${plural(unapproved, "version")} in production, not approved` });
  if (row.production === 0 && row.versions > 0) badges.push({ ...maturity(row.approved > 0 ? "validated" : "prototype"), word: row.approved > 0 ? "Approved, serves nowhere" : "Prototype" });
  if (row.pending > 0) badges.push({ tone: "warn", word: `${count(row.pending)} waiting for approval` });
  return badges;
}

export function GroupView({ detail, id }: { detail: GroupDetail; id: GroupKey }) {
  const { row } = detail;
  return (
    <>
      <nav className="crumbs" aria-label="Where this is">
        <Link to={modelsPath({})}>Models</Link>
        <span aria-hidden="true">/</span>
        <Link to={modelsPath({ view: "groups" })}>Groups</Link>
        <span aria-hidden="true">/</span>
        <span>{row.model_group}</span>
      </nav>
      <div className="page-head">
        <div>
          <div className="version-title">
            <h1 className="wrap">{row.model_group}</h1>
            {headBadges(detail).map((badge) => (
              <Badge key={badge.word} {...badge} />
            ))}
          </div>
          <p>
            Model group, <Link to={groupVersionsPath(id)}>{plural(row.versions, "version")}</Link>, account <span title={row.account_id}>{row.account_name || row.account_id}</span>, {row.region}.
            {detail.created_at !== null && <> Created <At at={detail.created_at} />.</>}
          </p>
          {row.description && <p className="version-text"><LongText text={row.description} /></p>}
        </div>
      </div>
      <div className="grid">
        <Facts detail={detail} />
        <GroupFindings detail={detail} id={id} />
        <TimelineCard detail={detail} id={id} />
        <GroupServingCard serving={detail.serving} id={id} />
        <DriftCard detail={detail} id={id} />
        <MetricsCard metrics={detail.metrics} id={id} />
        <VersionsCard detail={detail} id={id} />
      </div>
    </>
  );
}

function Facts({ detail }: { detail: GroupDetail }) {
  return (
    <Card title="Who and what for" span="span-4">
      <dl className="facts-list">
        {detail.facts.map((fact) => (
          <div key={fact.name}>
            <dt>{spaced(fact.name)}</dt>
            <dd>
              {fact.origin === "none" ? <Badge tone="neutral" word={spaced(fact.value)} /> : <LongText text={fact.value} />}
              <p className="meta">{fact.origin === "none" ? "nothing says it" : <Name text={fact.origin} />}</p>
            </dd>
          </div>
        ))}
        <div>
          <dt>Materiality tier</dt>
          <dd>
            {detail.tier === null ? <span className="muted" title="It has no version">&ndash;</span> : `Tier ${detail.tier}`}
            <p className="meta">
              {detail.tier === null ? "it has no version" : <>{detail.tier_reason}. The highest of its versions; 1 is the highest there is.</>}
            </p>
          </dd>
        </div>
      </dl>
    </Card>
  );
}
