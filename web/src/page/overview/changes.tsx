import { useState } from "react";
import type { Change } from "../../api/shape";
import { changeMeaning, transition } from "../../change";
import { asOf } from "../../route/moment";
import { endpointPath, groupPath, versionPath } from "../../route/path";
import { rangeTitle } from "../../route/range";
import { Link, useRange } from "../../route/router";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { cut } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { Ago } from "../../ui/time";

const SHOWN = 7;

export function Changes({ newest }: { newest: readonly Change[] }) {
  const title = rangeTitle(useRange());
  const shown = newest.slice(0, SHOWN);
  const [first] = useState(() => newest[0]?.position ?? 0);
  return (
    <Card title="Newest changes" aside={title ?? (asOf() === null ? "Live" : "Up to this moment")} span="span-7">
      {shown.length === 0 ? (
        <Empty title={title === null ? "Nothing has changed yet" : "Nothing changed in this time range"}>
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
  if (change.what === "endpoint") {
    return <Link to={endpointPath({ account: change.account_id, region: change.region, endpoint: change.name })} data-row-link="">{change.name}</Link>;
  }
  if (group === null) return <span data-row-link="">{change.name}</span>;
  const of = { account: change.account_id, region: change.region, group };
  if (version === null) return <Link to={groupPath(of)} data-row-link="">{change.name}</Link>;
  const key = { ...of, version };
  return (
    <Link to={versionPath(key)} data-row-link="">
      {group}, version {version}
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
