import { useQuery } from "@tanstack/react-query";
import { teamsQuery } from "../../api/query";
import type { TeamRow, Teams } from "../../api/shape";
import { count } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { findingsPath } from "../../route/findings";
import { teamPath } from "../../route/path";
import { Link, useRange } from "../../route/router";
import { Card } from "../../ui/card";
import { HelpText } from "../../ui/help-text";
import { usePainted } from "../../ui/marks";
import { moveAmongLinks } from "../../ui/row-keys";
import { Empty, ErrorCard, NeverJudged, Skeleton } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { At } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { passedShare } from "../findings/summary";
import { worstFirst } from "./score";
import { Work } from "./work";

const KEY = ["teams"] as const;

export const TEAM_HELP = [
  ["Score", "The share that passed of what passed or failed. What is unknown or exempt is no part of it and is counted apart."],
  ["Validation failures", "Of the validations of pipelines in the time range, or in 12 months where none is chosen, that came to a result, the share that failed: checks of quality and bias, and conditions. The line is the 95% interval after Wilson, the tick the share of all teams. Steps that broke off are no part of it."],
  ["Time to approve", "From registration to the first approval in the time range, or ever where none is chosen, of versions that waited and of which both moments are known. Half took less than the median, nine of ten less than the 90th percentile."],
  ["Documentation", "Share of the checks of documentation that passed, of those that passed or failed."],
  ["Cost a month", "List price of the team's endpoints in service; serverless and unpriced variants are no part of it."],
] as const;

export default function TeamsPage() {
  useTitle("Teams");
  const { data, error, refetch, dataUpdatedAt } = useQuery(teamsQuery(useRange()));
  useRefetchOn("findings", KEY);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the teams" heights={[300, 300]} />;
  return <TeamsView data={data} />;
}

export function TeamsView({ data }: { data: Teams }) {
  const judged = worstFirst(data.rows.filter((row) => row.groups.length > 0));
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Teams</h1>
          <p className="coverage-text">
            Each team beside the organisation; a team leads to its own page.
            {data.evaluated_at !== null && <> All was last judged <At at={data.evaluated_at} />.</>}
          </p>
        </div>
      </div>
      <HelpText rows={TEAM_HELP} />
      <div className="grid">
        {data.evaluated_at === null || judged.length === 0 ? (
          <div className="card span-12">
            {data.evaluated_at === null ? <NeverJudged /> : <Empty title="No team has an asset that controls judge" />}
          </div>
        ) : (
          <Scores rows={judged} />
        )}
        <Work rows={data.rows} organisation={data.organisation} />
      </div>
    </>
  );
}

function Scores({ rows }: { rows: readonly TeamRow[] }) {
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
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <Score key={row.team} row={row} isFirst={index === 0} />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Card>
  );
}

function Score({ row, isFirst }: { row: TeamRow; isFirst: boolean }) {
  const { counts } = row;
  const known = counts.passed + counts.failed;
  const of = (status: string) => findingsPath({ values: { team: [row.team], status: [status] } });
  return (
    <tr>
      <td className="wrap team-name">
        <Link to={teamPath(row.team)} data-row-link="" tabIndex={isFirst ? 0 : -1}>
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
    </tr>
  );
}
