import { useState } from "react";
import type { Change } from "../../api/shape";
import { versionPath } from "../../route/path";
import { Link } from "../../route/router";
import { approval, approvalShort, endpoint, spaced, type Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { cut } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { Ago } from "../../ui/time";

const SHOWN = 7;

/** What happened, as a state: the state after it where there is one. */
export function changeMeaning(change: Change): Meaning {
  switch (change.what) {
    case "registered":
      return { tone: "info", word: "Registered" };
    case "approval":
      return approval(change.after ?? "Unknown");
    case "endpoint":
      return endpoint(change.after ?? "Unknown");
    case "stage":
      return { tone: "info", word: change.after === null ? "Stage removed" : spaced(change.after) };
    case "deleted":
      return { tone: "neutral", word: "Deleted" };
    default:
      return { tone: "info", word: "Changed" };
  }
}

function word(change: Change, value: string): string {
  if (change.what === "approval") return approvalShort(value);
  return cut(change.what === "endpoint" ? endpoint(value).word : spaced(value), 60);
}

/** What it was and what it is now; the badge carries the new state in full words. */
export function transition(change: Change): string {
  const { before, after } = change;
  if (before === null && after === null) return "";
  if (before === null || before === after) return "";
  return after === null ? `was ${word(change, before)}` : `${word(change, before)} \u2192 ${word(change, after)}`;
}

export function Changes({ newest }: { newest: readonly Change[] }) {
  const shown = newest.slice(0, SHOWN);
  const [first] = useState(() => newest[0]?.position ?? 0);
  return (
    <Card title="Newest changes" aside="Live" span="span-7">
      {shown.length === 0 ? (
        <Empty title="Nothing has changed yet">
          <p className="muted">Approvals, registrations and deployments appear here as they happen.</p>
        </Empty>
      ) : (
        <ul className="changes">
          {shown.map((change) => (
            <ChangeRow key={change.position} change={change} isNew={change.position > first} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Title({ change }: { change: Change }) {
  const { model_group: group, version } = change;
  if (group === null || version === null) return <span data-row-link="">{change.name}</span>;
  const key = { account: change.account_id, region: change.region, group, version };
  const text = change.what === "endpoint" ? change.name : `${group}, version ${version}`;
  return (
    <Link to={versionPath(key)} data-row-link="">
      {text}
    </Link>
  );
}

function ChangeRow({ change, isNew }: { change: Change; isNew: boolean }) {
  const details = [transition(change), change.actor === null ? "actor not known" : `by ${cut(change.actor, 80)}`].filter(Boolean).join(", ");
  return (
    <li className={isNew ? "tint" : undefined}>
      <span className="changes-badge">
        <Badge {...changeMeaning(change)} />
      </span>
      <div className="changes-text">
        <Title change={change} />
        <p className="meta" title={change.actor ?? undefined}>
          {details}
        </p>
      </div>
      <div className="meta nowrap changes-side">
        <Ago at={change.changed_at} short />
        <p title={`${change.business_unit}, account ${change.account_id}`}>
          {change.account_name || change.account_id}, {change.region}
        </p>
      </div>
    </li>
  );
}
