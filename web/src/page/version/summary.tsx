import type { ReactNode } from "react";
import type { FindingRow, VersionDetail } from "../../api/shape";
import { plural } from "../../format/number";
import { findingPath, versionPath, type VersionKey } from "../../route/path";
import { Link } from "../../route/router";
import { approvalOf, severity, spaced, type Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { Empty, NeverJudged } from "../../ui/states";
import { Ago, At } from "../../ui/time";
import { sourceWord } from "./approvals";
import { Facts } from "./facts";
import { Metrics } from "./numbers";
import { ServingCard } from "./serving";
import { Siblings } from "./siblings";

const MOST_ACTIONS = 6;

/** What it is, what somebody must do about it, where it serves: the rest stands in the other tabs. */
export function Summary({ detail, id }: { detail: VersionDetail; id: VersionKey }) {
  return (
    <div className="grid">
      <Actions detail={detail} id={id} />
      <State detail={detail} id={id} />
      <ServingCard serving={detail.serving} />
      <Metrics metrics={detail.metrics} version={detail.row.version} more={<Link to={versionPath(id, "evaluation")}>Evaluation</Link>} />
      <Glance detail={detail} id={id} />
      <Facts facts={detail.facts} row={detail.row} />
      <Siblings siblings={detail.siblings} id={id} />
    </div>
  );
}

interface Action extends Meaning {
  readonly key: string;
  readonly what: ReactNode;
}

/** What contradicts or waits, then what controls failed, the most severe first. */
export function actionsOf(detail: VersionDetail): readonly Action[] {
  const { row } = detail;
  const found: Action[] = [];
  if (row.approval_status === "Rejected" && row.production) {
    found.push({ key: "rejected", tone: "bad", word: "Rejected, in use", what: "It was rejected and yet serves. Take it off its endpoints, or approve it again." });
  }
  if (row.approval_status === "PendingManualApproval") {
    found.push({ key: "waiting", tone: "warn", word: "Waiting for approval", what: <>It waits for a decision since <Ago at={row.registered_at} />{row.production && ", and serves already"}.</> });
  }
  if (row.stage === "Production" && !row.production) {
    found.push({ key: "stage", tone: "warn", word: "Stage differs", what: "Its stage says production, but no endpoint in service runs it. Correct the stage, or deploy it." });
  }
  if (detail.package_status === "Failed") {
    found.push({ key: "package", tone: "bad", word: "Package failed", what: "SageMaker could not complete the package. It cannot be deployed." });
  }
  const failed = detail.findings.filter((one) => one.status === "fail");
  return [...found, ...failed.map((one) => ({ key: one.finding_id, ...severity(one.severity), what: <Failure one={one} /> }))];
}

function Failure({ one }: { one: FindingRow }) {
  return (
    <>
      <Link to={findingPath({ control: one.control_id, asset: one.judged_asset })} data-row-link="">{one.title}</Link>
      <span className="meta wrap"> {one.asset_kind === "model_version" ? null : `${spaced(one.asset_kind)} ${one.asset_name}: `}<LongText text={one.reason ?? ""} most={160} /></span>
    </>
  );
}

function Actions({ detail, id }: { detail: VersionDetail; id: VersionKey }) {
  const actions = actionsOf(detail);
  const more = actions.length - MOST_ACTIONS;
  return (
    <Card title="What needs action" aside={actions.length > 0 ? plural(actions.length, "point") : undefined} span="span-8">
      {actions.length > 0 ? (
        <ul className="todo">
          {actions.slice(0, MOST_ACTIONS).map(({ key, what, ...meaning }) => (
            <li key={key}>
              <span className="todo-badge"><Badge {...meaning} /></span>
              <div className="wrap">{what}</div>
            </li>
          ))}
        </ul>
      ) : detail.judged_at === null ? (
        <NeverJudged />
      ) : (
        <Empty title="Nothing">
          <p className="muted">No control fails for it, its group or its endpoints, and no decision waits. What is unknown stands in Findings.</p>
        </Empty>
      )}
      {more > 0 && <p className="meta"><Link to={versionPath(id, "findings")}>{plural(more, "more point")} in Findings</Link></p>}
    </Card>
  );
}

function State({ detail, id }: { detail: VersionDetail; id: VersionKey }) {
  const { row } = detail;
  const newest = detail.approvals[0];
  return (
    <Card title="State" aside={<Link to={versionPath(id, "history")}>History</Link>} span="span-4">
      <dl className="kv">
        <div>
          <dt>Approval</dt>
          <dd><Badge {...approvalOf(row)} /></dd>
        </div>
        {newest && (
          <div>
            <dt>{newest.before === null ? "First seen" : "Decided"}</dt>
            <dd className="wrap"><Name text={newest.actor ?? "actor not known"} />, <At at={newest.changed_at} />, {sourceWord(newest.source)}</dd>
          </div>
        )}
        {newest?.description && (
          <div>
            <dt>Reason</dt>
            <dd className="wrap"><LongText text={newest.description} most={120} /></dd>
          </div>
        )}
        <div>
          <dt>Stage</dt>
          <dd>{row.stage === null ? <span className="muted">none stated</span> : `${row.stage}${row.stage_status === null ? "" : `, ${spaced(row.stage_status).toLowerCase()}`}`}</dd>
        </div>
        <div>
          <dt>Serves</dt>
          <dd>{row.production ? plural(row.endpoints, "endpoint") : row.endpoints > 0 ? `${plural(row.endpoints, "endpoint")}, none in service` : "nowhere that was seen"}</dd>
        </div>
        <div>
          <dt>Tier</dt>
          <dd className="wrap" title="How much depends on it, from 1 (most) to 4: tiers decide how strictly controls judge.">{detail.tier}: {detail.tier_reason}</dd>
        </div>
      </dl>
    </Card>
  );
}

const SEVERITIES = ["critical", "high", "medium", "low"];

/** How many findings there are of each sort: unknown is no pass. */
function Glance({ detail, id }: { detail: VersionDetail; id: VersionKey }) {
  const failed = detail.findings.filter((one) => one.status === "fail");
  const unknown = detail.findings.filter((one) => one.status === "unknown").length;
  const exempt = detail.findings.filter((one) => one.status === "exempt").length;
  return (
    <Card title="Findings at a glance" aside={<Link to={versionPath(id, "findings")}>All findings</Link>} span="span-4">
      {detail.judged_at === null ? (
        <NeverJudged />
      ) : (
        <dl className="kv">
          {SEVERITIES.map((name) => (
            <div key={name}>
              <dt>Failed, {severity(name).word.toLowerCase()}</dt>
              <dd>{failed.filter((one) => one.severity === name).length}</dd>
            </div>
          ))}
          <div>
            <dt title="A control could not tell: something that it relies on was not read, or is missing.">Unknown</dt>
            <dd>{unknown}</dd>
          </div>
          <div>
            <dt title="A waiver that a second person approved is in force.">Exempt</dt>
            <dd>{exempt}</dd>
          </div>
          <div>
            <dt>Judged</dt>
            <dd><Ago at={detail.judged_at} /></dd>
          </div>
        </dl>
      )}
    </Card>
  );
}
