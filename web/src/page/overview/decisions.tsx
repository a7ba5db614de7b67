import type { FindingRow, Overview, WaitingVersion } from "../../api/shape";
import { count, plural } from "../../format/number";
import { modelsPath } from "../../route/filter";
import { findingsPath } from "../../route/findings";
import { findingPath, versionPath } from "../../route/path";
import { Link } from "../../route/router";
import { inScope, type Scope } from "../../route/scope";
import { judged as judgedAs, severity } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Empty, NeverJudged } from "../../ui/states";
import { Ago } from "../../ui/time";

const FAILED = ["fail"];
const PENDING = ["PendingManualApproval"];

/** What needs a decision, before any number: the worst failures and the approvals that wait longest. */
export function Decisions({ data, scope }: { data: Overview; scope: Scope }) {
  return (
    <div className="grid decisions">
      <Worst data={data} scope={scope} />
      <Waiting waiting={data.waiting} total={data.waiting_for_approval} scope={scope} />
    </div>
  );
}

function Worst({ data, scope }: { data: Overview; scope: Scope }) {
  const { judged, decisions } = data;
  const failed = judged.critical + judged.high + judged.medium + judged.low;
  const aside = <Link to={inScope(findingsPath({ values: { status: FAILED } }), scope)}>All {count(failed)} that failed</Link>;
  return (
    <Card title="Failures to decide on" aside={judged.evaluated_at !== null && failed > 0 ? aside : undefined} span="span-7">
      {judged.evaluated_at === null ? (
        <NeverJudged />
      ) : decisions.length === 0 ? (
        <Empty title="No failure stands">
          {judged.unknown > 0 && <p className="muted">{plural(judged.unknown, "judgement is", "judgements are")} unknown, which is no pass.</p>}
        </Empty>
      ) : (
        <>
          <div className="count-badges judged-counts">
            {(["critical", "high", "medium", "low"] as const).map((one) => (
              <Badge key={one} {...severity(one)} word={`${count(judged[one])} ${one}`} to={inScope(findingsPath({ values: { status: FAILED, severity: [one] } }), scope)} />
            ))}
            <Badge {...judgedAs("unknown")} word={`${count(judged.unknown)} unknown`} to={inScope(findingsPath({ values: { status: ["unknown"] } }), scope)} />
          </div>
          <ul className="changes">
            {decisions.map((row) => (
              <Decision key={row.finding_id} row={row} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function Decision({ row }: { row: FindingRow }) {
  return (
    <li>
      <span className="decisions-badge">
        <Badge {...severity(row.severity)} />
      </span>
      <div className="changes-text">
        <Link to={findingPath({ control: row.control_id, asset: row.judged_asset })} data-row-link="">
          {row.asset_name}: {row.reason ?? row.title}
        </Link>
        <p className="meta wrap">{row.title}. Owner: {row.owner}</p>
      </div>
      <div className="meta nowrap changes-side">
        <Ago at={row.opened_at} short />
        <p>Tier {row.tier}</p>
      </div>
    </li>
  );
}

function Waiting({ waiting, total, scope }: { waiting: readonly WaitingVersion[]; total: number; scope: Scope }) {
  const all = inScope(modelsPath({ values: { approval_status: PENDING }, sort: "registered_at" }), scope);
  return (
    <Card title="Approvals open longest" aside={total > 0 ? <Link to={all}>All {count(total)} that wait</Link> : undefined} span="span-5">
      {waiting.length === 0 ? (
        <Empty title="Nothing waits for approval" />
      ) : (
        <ul className="changes">
          {waiting.map((row) => (
            <li key={`${row.account_id} ${row.region} ${row.model_group} ${row.version}`}>
              <div className="changes-text">
                <Link to={versionPath({ account: row.account_id, region: row.region, group: row.model_group, version: row.version })} data-row-link="">
                  {row.model_group}, version {row.version}
                </Link>
                <p className="meta wrap">{row.owner}, {row.account_name}, {row.region}</p>
              </div>
              <div className="meta nowrap changes-side">
                <Ago at={row.registered_at} short />
                {row.production && <p>serving</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
