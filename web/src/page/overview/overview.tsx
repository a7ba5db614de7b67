import { useQuery } from "@tanstack/react-query";
import { overviewQuery, statusQuery } from "../../api/query";
import type { Overview, Status } from "../../api/shape";
import { gapScopes } from "../../frame/gap";
import { count, plural, signed } from "../../format/number";
import { modelsPath } from "../../route/filter";
import { Link, usePlace, useRange } from "../../route/router";
import { parseRange, rangeWords } from "../../route/range";
import { inScope, isScoped, parseScope, type Scope } from "../../route/scope";
import { useRefetchOn } from "../../live/refetch";
import { Empty, ErrorCard, Skeleton } from "../../ui/states";
import { useFirstPainted, usePainted } from "../../ui/marks";
import { At } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { Changes } from "./changes";
import { Decisions } from "./decisions";
import { Kpis, type Scopes } from "./kpis";
import { Months } from "./months";
import { Units } from "./units";

const KEY = ["overview"] as const;

export default function OverviewPage() {
  useTitle("Overview");
  const { search } = usePlace();
  const [scope, range] = [parseScope(search), parseRange(search)];
  const { data, error, refetch, dataUpdatedAt } = useQuery(overviewQuery(scope, range));
  const { data: status } = useQuery(statusQuery);
  useRefetchOn("changes", KEY);
  useRefetchOn("findings", KEY);
  useRefetchOn("coverage", KEY);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the overview" heights={[72, 300, 260]} />;
  return <OverviewView data={data} status={status} scope={scope} />;
}

function scopesOf(status: Status | undefined): Scopes | null {
  if (!status) return null;
  return { all: status.accounts * status.regions, missing: gapScopes(status.gaps).length };
}

/** How many versions came in the range, or in this month, and how many before it in as many days. */
function RegisteredCount({ data, scope }: { data: Overview; scope: Scope }) {
  const words = rangeWords(useRange());
  const { registered } = data;
  if (registered === null || words === null) {
    return (
      <>
        <Link to={inScope(modelsPath({ registered: data.as_of.slice(0, 7) }), scope)}>{count(data.registered_this_month)} registered this month</Link>,{" "}
        {signed(data.registered_this_month - data.registered_last_month)} on last month by this day
      </>
    );
  }
  const days = registered.first === null ? null : `${registered.first}..${registered.last}`;
  return (
    <>
      <Link to={inScope(modelsPath({ registered: days }), scope)}>{count(registered.versions)} registered</Link>, {words}
      {registered.before !== null && <>, {signed(registered.versions - registered.before)} on as many days before</>}
    </>
  );
}

export function OverviewView({ data, status, scope }: { data: Overview; status: Status | undefined; scope: Scope }) {
  const painted = useFirstPainted();
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Overview</h1>
          <p>
            {plural(data.versions, "version")} in {plural(data.groups, "group")}
            {status && `, ${plural(status.accounts, "account")}, ${plural(status.regions, "region")}`}
            {status?.last_collected_at && (
              <>
                . Collected <At at={status.last_collected_at} />
              </>
            )}
            . <RegisteredCount data={data} scope={scope} />
          </p>
        </div>
      </div>
      {data.versions === 0 && data.groups === 0 && isScoped(scope) ? (
        <div className="card">
          <Empty title="Nothing in this scope">
            <p>Choose another scope at the top of the page.</p>
          </Empty>
        </div>
      ) : data.versions === 0 && data.groups === 0 ? (
        <div className="card">
          <Empty title="Nothing collected yet">
            <p>Run <code>modelgov collect</code> to read your accounts. What it finds appears here by itself.</p>
          </Empty>
        </div>
      ) : (
        <>
          <Decisions data={data} scope={scope} />
          <Kpis data={data} scopes={scopesOf(status)} scope={scope} />
          {painted && <Below data={data} />}
        </>
      )}
    </>
  );
}

function Below({ data }: { data: Overview }) {
  return (
    <div className="grid">
      <Changes newest={data.newest} />
      <Months months={data.versions_per_month} days={data.versions_per_day} />
      <Units rows={data.business_units} all={data.cost.usd_per_month} />
    </div>
  );
}
