import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { teamsQuery } from "../../api/query";
import type { TeamRow, Teams } from "../../api/shape";
import { LineChart, LineData } from "../../chart/line";
import { count, percent, plural } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { findingsPath } from "../../route/findings";
import { Link } from "../../route/router";
import { spaced } from "../../status";
import { Card } from "../../ui/card";
import { usePainted } from "../../ui/marks";
import { moveAmongLinks } from "../../ui/row-keys";
import { Empty, ErrorCard, NeverJudged, Skeleton } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { At } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { passedShare } from "../findings/summary";
import { shareSteps, worstFirst } from "./score";

export default function TeamsPage() {
  useTitle("Teams");
  const { data, error, refetch, dataUpdatedAt } = useQuery(teamsQuery);
  useRefetchOn("findings", teamsQuery.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the teams" heights={[300, 300]} />;
  return <TeamsView data={data} />;
}

export function TeamsView({ data }: { data: Teams }) {
  const rows = worstFirst(data.rows);
  const [chosen, setChosen] = useState<string | null>(null);
  const team = rows.find((row) => row.team === chosen) ?? rows[0];
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Teams</h1>
          <p className="coverage-text">
            The score is the share that passed of what passed or failed. What is unknown or exempt is no part of it and is counted apart.
            {data.evaluated_at !== null && <> All was last judged <At at={data.evaluated_at} />.</>}
          </p>
        </div>
      </div>
      {data.evaluated_at === null || team === undefined ? (
        <div className="card">
          {data.evaluated_at === null ? <NeverJudged /> : <Empty title="No team has an asset that controls judge" />}
        </div>
      ) : (
        <div className="grid">
          <Scores rows={rows} chosen={team.team} onChoose={setChosen} />
          <TeamCards key={team.team} team={team} evaluatedAt={data.evaluated_at} />
        </div>
      )}
    </>
  );
}

function Scores({ rows, chosen, onChoose }: { rows: readonly TeamRow[]; chosen: string; onChoose: (team: string) => void }) {
  return (
    <Card title="Score by team" aside="The lowest score first" span="span-12">
      <TableScroll label="Score by team">
        <table className="plain teams" onKeyDown={moveAmongLinks}>
          <thead>
            <tr>
              <th scope="col">Team</th>
              <th scope="col" className="only-wide-cell">Business unit</th>
              <th scope="col" className="num">Score</th>
              <th scope="col" className="only-wide-cell units-bar">Passed and failed</th>
              <th scope="col" className="num">Failed</th>
              <th scope="col" className="num">Passed</th>
              <th scope="col" className="num">Unknown</th>
              <th scope="col" className="num">Exempt</th>
              <th scope="col">Show</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <Score key={row.team} row={row} isFirst={index === 0} isChosen={row.team === chosen} onChoose={() => onChoose(row.team)} />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Card>
  );
}

function Score({ row, isFirst, isChosen, onChoose }: { row: TeamRow; isFirst: boolean; isChosen: boolean; onChoose: () => void }) {
  const { counts } = row;
  const known = counts.passed + counts.failed;
  const of = (status: string) => findingsPath({ values: { team: [row.team], status: [status] } });
  return (
    <tr>
      <td className="wrap team-name">
        <Link to={findingsPath({ values: { team: [row.team] } })} data-row-link="" tabIndex={isFirst ? 0 : -1}>
          {row.team}
        </Link>
      </td>
      <td className="only-wide-cell wrap muted">{row.business_units.join(", ")}</td>
      <td className="num"><strong>{passedShare(counts)}</strong></td>
      <td className="only-wide-cell units-bar">
        <svg className="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect x={0} y={0} width={known === 0 ? 0 : (counts.passed / known) * 100} height={8} fill="var(--ok-fill)" />
          <rect x={known === 0 ? 0 : (counts.passed / known) * 100} y={0} width={known === 0 ? 0 : (counts.failed / known) * 100} height={8} fill="var(--bad-fill)" />
        </svg>
      </td>
      <td className="num"><Link className="plain-link" tabIndex={-1} to={of("fail")}>{count(counts.failed)}</Link></td>
      <td className="num">{count(counts.passed)}</td>
      <td className="num"><Link className="plain-link" tabIndex={-1} to={of("unknown")}>{count(counts.unknown)}</Link></td>
      <td className="num">{count(counts.exempt)}</td>
      <td>
        <button type="button" className="button link" aria-pressed={isChosen} aria-label={`${isChosen ? "Shown" : "Show"} ${row.team}`} onClick={onChoose}>
          {isChosen ? "Shown" : "Show"}
        </button>
      </td>
    </tr>
  );
}

function TeamCards({ team, evaluatedAt }: { team: TeamRow; evaluatedAt: string }) {
  const points = shareSteps(team.trend, evaluatedAt);
  const label = `Score of ${team.team}`;
  return (
    <>
      <Card title={`${team.team} by group of controls`} span="span-7">
        <TableScroll label={`${team.team} by group of controls`}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Controls of</th>
                <th scope="col" className="num">Score</th>
                <th scope="col" className="num">Failed</th>
                <th scope="col" className="num">Passed</th>
                <th scope="col" className="num">Unknown</th>
                <th scope="col" className="num">Exempt</th>
              </tr>
            </thead>
            <tbody>
              {team.groups.map((group) => (
                <tr key={group.group}>
                  <td><Link to={findingsPath({ values: { team: [team.team], control_group: [group.group] } })}>{spaced(group.group)}</Link></td>
                  <td className="num">{passedShare(group)}</td>
                  <td className="num">{count(group.failed)}</td>
                  <td className="num">{count(group.passed)}</td>
                  <td className="num">{count(group.unknown)}</td>
                  <td className="num">{count(group.exempt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </Card>
      <Card title={`${team.team} over time`} aside={plural(team.trend.length, "step")} span="span-5">
        {points.length === 0 ? (
          <Empty title="Nothing is known of it yet" />
        ) : (
          <>
            <LineChart label={`${label}, ${plural(team.trend.length, "step")}, now ${passedShare(team.counts)}`} points={points} write={percent} step top={1} height={220} />
            <LineData caption={label} points={points} write={percent} />
          </>
        )}
      </Card>
    </>
  );
}
