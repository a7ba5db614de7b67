import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { findingQuery, handle } from "../../api/query";
import type { FindingDetail, FindingRow } from "../../api/shape";
import { day } from "../../format/time";
import { useRefetchOn } from "../../live/refetch";
import { modelsPath } from "../../route/filter";
import { findingsPath } from "../../route/findings";
import { endpointPath, groupPath, versionPath, type FindingKey } from "../../route/path";
import { Link } from "../../route/router";
import { judged, severity, spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Coded, LongText, Name } from "../../ui/fold";
import { usePainted } from "../../ui/marks";
import { ErrorCard, Skeleton } from "../../ui/states";
import { Ago, At, useNow } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { Parameters, Statement } from "../findings/control-box";
import { ChartCard } from "./chart-card";
import { EvidenceCard } from "./evidence";
import { AssignmentCard, CommentsCard, type Send } from "./handling";
import { Turns } from "./turns";
import { Sure } from "./sure";

export default function FindingPage({ id }: { id: FindingKey }) {
  const query = findingQuery(id);
  const { data, error, refetch, dataUpdatedAt } = useQuery(query);
  const client = useQueryClient();
  useTitle(data ? `${data.row.asset_name}: ${data.row.reason ?? data.row.title}` : "Finding");
  useRefetchOn("findings", query.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the finding" heights={[56, 160, 240]} />;
  const send: Send = async (what, wish) => {
    await handle(id, what, wish);
    await client.invalidateQueries(); // lists show who has what, too
  };
  return <FindingView detail={data} send={send} />;
}

/** What stands before the rule's words: these say how it should be, the heading what was found. */
const RULE: Readonly<Record<string, string>> = {
  fail: "The rule that is broken:",
  unknown: "The rule, of which nobody can say whether it is kept:",
  exempt: "The rule, which does not count here for now:",
  pass: "The rule, which is kept now or asks nothing here any more:",
};
const TO_DO: Readonly<Record<string, string>> = {
  unknown: "What to do if it turns out to fail",
  exempt: "What would be to do without the waiver",
};
const NO_DAY: Readonly<Record<string, string>> = {
  fail: "not known",
  unknown: "no date: it was not judged",
  exempt: "no date while it is exempt",
};

export function FindingView({ detail, send }: { detail: FindingDetail; send: Send }) {
  const { row, control } = detail;
  return (
    <>
      <nav className="crumbs" aria-label="Where this is">
        <Link to={findingsPath({})}>Findings</Link>
        <span aria-hidden="true">/</span>
        <Link to={findingsPath({ values: { control_id: [row.control_id] } })}>{row.control_id}</Link>
        <span aria-hidden="true">/</span>
        <span className="wrap"><Name text={row.asset_name} /></span>
      </nav>
      <div className="page-head">
        <div>
          <p>
            {spaced(row.asset_kind)} <AssetLink row={row} />, account <span title={row.account_id}>{row.account_name}</span>, {row.region}
          </p>
          <div className="version-title">
            <h1 className="wrap"><LongText text={row.reason ?? row.title} /></h1>
            <Badge {...judged(row.status)} />
            <Badge {...severity(row.severity)} />
          </div>
          <p className="wrap">
            {RULE[row.status] ?? "Rule:"} <strong>{row.title}</strong>.
            {row.standing ? <> First seen by modelgov <At at={row.opened_at} />.</> : <> Resolved <At at={row.changed_at} />.</>}
          </p>
        </div>
      </div>
      <div className="grid">
        <Card title={row.status === "pass" ? "Why this matters" : "Why this matters, and what to do"} span="span-8">
          {control ? (
            <>
              <p className="wrap prose"><Coded text={control.why} /></p>
              {row.status === "unknown" && (
                <p className="prose">
                  It could not be judged, for the reason in the heading: nothing is known to be wrong, and nothing is known to be right.
                </p>
              )}
              {row.status === "unknown" && control.settle && (
                <>
                  <h3>What would settle it</h3>
                  <p className="wrap prose"><Coded text={control.settle} /></p>
                </>
              )}
              {row.status === "exempt" && (
                <p className="prose">
                  A waiver exempts it: somebody asked that this rule does not count here for a time, and somebody else agreed. That is not a pass, and when the waiver ends it is judged again.
                </p>
              )}
              {row.status !== "pass" && (
                <>
                  <h3>{TO_DO[row.status] ?? "What to do"}</h3>
                  <p className="wrap prose"><Coded text={control.remedy} /></p>
                </>
              )}
            </>
          ) : (
            <p className="muted">The control {row.control_id} is not in the library any more; it is judged no longer.</p>
          )}
        </Card>
        <Who detail={detail} />
        {detail.chart && <ChartCard chart={detail.chart} />}
        <EvidenceCard evidence={detail.evidence} />
        <Sure detail={detail} />
        <CommentsCard comments={detail.comments} send={send} />
        <AssignmentCard assignment={detail.assignment} send={send} />
        <Turns history={detail.history} />
        {control && (
          <Card title="How it is judged" span="span-12">
            <Parameters control={control} tier={row.tier} />
            <Statement control={control} />
          </Card>
        )}
      </div>
    </>
  );
}

/** The page of what was judged; beside an endpoint or a monitor, the version that it serves: that may be of another account. */
function AssetLink({ row }: { row: FindingRow }) {
  const { model_group: group, version } = row;
  const text = <Name text={row.asset_name} />;
  const place = { account: row.account_id, region: row.region };
  if (row.asset_kind === "model_version" && group !== null && version !== null) return <Link to={versionPath({ ...place, group, version })}>{text}</Link>;
  if (row.asset_kind === "model_group" && group !== null) return <Link to={groupPath({ ...place, group })}>{text}</Link>;
  return (
    <>
      {row.asset_kind === "endpoint" ? (
        <Link to={endpointPath({ ...place, endpoint: row.asset_name })}>{text}</Link>
      ) : (
        <strong className="wrap" title={row.judged_asset}>{text}</strong>
      )}
      {group !== null && version !== null && <> (of <Link to={modelsPath({ values: { model_group: [group] } })}>{group} v{version}</Link>)</>}
    </>
  );
}

function Line({ label, title, children }: { label: string; title?: string; children: ReactNode }) {
  return (
    <div>
      <dt title={title}>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Whom to ask where no owner is named, and what says so. */
function Nobody({ detail }: { detail: FindingDetail }) {
  const { row } = detail;
  const known = detail.ask.map((one) => `${one.who} (${one.source})`);
  const asked = row.team === "unassigned" ? known : [`the team ${row.team}`, ...known];
  return (
    <>
      <Badge tone="warn" word="Nobody is named" />
      <span className="muted wrap">
        : ask {asked.length > 0 ? asked.join(", or ") : `whoever answers for the account ${row.account_name}`}, and have a tag or a model card name an owner
      </span>
    </>
  );
}

/** Tags are shown as they stand; a reader wonders whether two spellings differ. */
function Usual({ spelt, same }: { spelt: string | null; same: string }) {
  if (spelt === null) return null;
  return <span className="muted wrap">, mostly written {spelt}: {same}</span>;
}

function Who({ detail }: { detail: FindingDetail }) {
  const { row } = detail;
  const now = useNow();
  const late = row.due_at !== null && Date.parse(row.due_at) < now;
  return (
    <Card title="Who to ask, and by when" span="span-4">
      <dl className="kv">
        <Line label="Owner">{row.owner === "unassigned" ? <Nobody detail={detail} /> : <Link to={findingsPath({ values: { owner: [row.owner] } })}>{row.owner}</Link>}</Line>
        <Line label="Team"><Link to={findingsPath({ values: { team: [row.team] } })}>{row.team}</Link></Line>
        <Line label="Business unit">{row.business_unit}<Usual spelt={detail.mostly_written.business_unit} same="the two count apart, though only the spelling differs" /></Line>
        <Line label="Account"><Link to={modelsPath({ values: { account_id: [row.account_id] } })}>{row.account_name}</Link></Line>
        <Line label="Environment">{row.environment}<Usual spelt={detail.mostly_written.environment} same="to the rules the two are the same" /></Line>
        <Line label="Materiality">Tier {row.tier}{detail.tier_reason && <span className="muted">: {detail.tier_reason}</span>}</Line>
        <Line label="By when">
          {row.due_at === null ? (
            <span className="muted">{NO_DAY[row.status] ?? "nothing is due"}</span>
          ) : (
            <>
              {day(row.due_at)}
              {late && <> <Badge tone="bad" word="Overdue" /></>}
              <span className="muted">
                {detail.assignment?.due_on ? `, set by ${detail.assignment.set_by}` : `, ${detail.due_days} days for ${row.severity}`}
              </span>
            </>
          )}
        </Line>
        {detail.since.map((one) => (
          <Line key={one.what} label={one.what} title={one.meaning}>{one.form === "date" ? day(one.at) : <At at={one.at} />}</Line>
        ))}
        <Line label="First seen by modelgov">
          <At at={row.opened_at} />
          <span className="muted">: it may have been so before</span>
        </Line>
        <Line label="Judgement last changed"><Ago at={row.changed_at} /></Line>
      </dl>
    </Card>
  );
}
