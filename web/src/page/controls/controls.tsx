import { useQuery } from "@tanstack/react-query";
import { controlsQuery } from "../../api/query";
import type { ControlRow, Controls } from "../../api/shape";
import { count, plural } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { findingsPath } from "../../route/findings";
import { Link } from "../../route/router";
import { severity, spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { usePainted } from "../../ui/marks";
import { moveAmongLinks } from "../../ui/row-keys";
import { ErrorCard, NeverJudged, Skeleton } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { At } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { passedShare } from "../findings/summary";

export default function ControlsPage() {
  useTitle("Controls");
  const { data, error, refetch, dataUpdatedAt } = useQuery(controlsQuery);
  useRefetchOn("findings", controlsQuery.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the controls" heights={[300, 300]} />;
  return <ControlsView data={data} />;
}

export function ControlsView({ data }: { data: Controls }) {
  const groups = [...new Set(data.rows.map((row) => row.group))];
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Controls</h1>
          <p>
            {plural(data.rows.length, "control")} in {plural(groups.length, "group")}.
            {data.evaluated_at !== null && <> All was last judged <At at={data.evaluated_at} />.</>}
          </p>
        </div>
      </div>
      {data.evaluated_at === null && (
        <div className="card judged-none">
          <NeverJudged />
        </div>
      )}
      <div className="grid">
        {groups.map((group) => (
          <GroupCard key={group} group={group} rows={data.rows.filter((row) => row.group === group)} />
        ))}
      </div>
    </>
  );
}

function GroupCard({ group, rows }: { group: string; rows: readonly ControlRow[] }) {
  return (
    <Card
      title={spaced(group)}
      aside={<Link to={findingsPath({ values: { control_group: [group] } })}>Findings of {spaced(group).toLowerCase()}</Link>}
      span="span-12"
    >
      <TableScroll label={spaced(group)}>
        <table className="plain controls" onKeyDown={moveAmongLinks}>
          <thead>
            <tr>
              <th scope="col">Control</th>
              <th scope="col">Severity</th>
              <th scope="col" className="num">Failed</th>
              <th scope="col" className="num">Unknown</th>
              <th scope="col" className="num">Exempt</th>
              <th scope="col" className="num">Passed</th>
              <th scope="col" className="num">Passed of judged</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <Row key={row.id} row={row} isFirst={index === 0} />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Card>
  );
}

function Row({ row, isFirst }: { row: ControlRow; isFirst: boolean }) {
  const of = (status?: string) => findingsPath({ values: { control_id: [row.id], ...(status !== undefined && { status: [status] }) } });
  const { counts } = row;
  const cell = (status: string, value: number) =>
    value === 0 ? <span className="muted">0</span> : <Link className="plain-link" tabIndex={-1} to={of(status)}>{count(value)}</Link>;
  return (
    <tr>
      <td className="control-title" title={row.why}>
        <Link to={of()} data-row-link="" tabIndex={isFirst ? 0 : -1}>
          {row.title}
        </Link>
      </td>
      <td><Badge {...severity(row.severity)} /></td>
      {counts === null ? (
        <td className="num muted" colSpan={5}>no asset judged</td>
      ) : (
        <>
          <td className="num">{cell("fail", counts.failed)}</td>
          <td className="num">{cell("unknown", counts.unknown)}</td>
          <td className="num">{cell("exempt", counts.exempt)}</td>
          <td className="num">{count(counts.passed)}</td>
          <td className="num">{passedShare(counts)}</td>
        </>
      )}
    </tr>
  );
}
