import { useQuery } from "@tanstack/react-query";
import { overviewQuery, statusQuery } from "../../api/query";
import type { Overview, Status } from "../../api/shape";
import { gapScopes } from "../../frame/gap";
import { plural } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { Empty, ErrorCard, Skeleton } from "../../ui/states";
import { usePainted } from "../../ui/marks";
import { At } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { Changes } from "./changes";
import { Decisions } from "./decisions";
import { Kpis, type Scopes } from "./kpis";
import { Months } from "./months";
import { Units } from "./units";

export default function OverviewPage() {
  useTitle("Overview");
  const { data, error, refetch, dataUpdatedAt } = useQuery(overviewQuery);
  const { data: status } = useQuery(statusQuery);
  useRefetchOn("changes", overviewQuery.queryKey);
  useRefetchOn("findings", overviewQuery.queryKey);
  useRefetchOn("coverage", overviewQuery.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the overview" heights={[72, 300, 260]} />;
  return <OverviewView data={data} status={status} />;
}

function scopesOf(status: Status | undefined): Scopes | null {
  if (!status) return null;
  return { all: status.accounts * status.regions, missing: gapScopes(status.gaps).length };
}

export function OverviewView({ data, status }: { data: Overview; status: Status | undefined }) {
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
          </p>
        </div>
      </div>
      {data.versions === 0 && data.groups === 0 ? (
        <div className="card">
          <Empty title="Nothing collected yet">
            <p>Run <code>modelgov collect</code> to read your accounts. What it finds appears here by itself.</p>
          </Empty>
        </div>
      ) : (
        <>
          <Decisions data={data} />
          <Kpis data={data} scopes={scopesOf(status)} />
          <div className="grid">
            <Changes newest={data.newest} />
            <Months months={data.versions_per_month} />
            <Units rows={data.business_units} all={data.cost.usd_per_month} />
          </div>
        </>
      )}
    </>
  );
}
