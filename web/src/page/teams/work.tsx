import type { TeamMeasures, TeamRow } from "../../api/shape";
import { saveCsv } from "../../format/csv";
import { count, dollars, percent } from "../../format/number";
import { findingsPath } from "../../route/findings";
import { modelsPath } from "../../route/filter";
import { ENDPOINTS } from "../../route/endpoints";
import { teamPath } from "../../route/path";
import { rangeWords } from "../../route/range";
import { Link, useRange } from "../../route/router";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { moveAmongLinks } from "../../ui/row-keys";
import { TableScroll } from "../../ui/table-scroll";
import { against, documentation, hoursText, mostFailing, rateText } from "./measure";

/** How each team's work goes, beside all teams together. */
export function Work({ rows, organisation }: { rows: readonly TeamRow[]; organisation: TeamMeasures }) {
  const sorted = mostFailing(rows);
  const words = rangeWords(useRange());
  const top = Math.max(0.01, organisation.failure_high ?? 0, ...rows.map((row) => row.measures?.failure_high ?? 0));
  return (
    <Card title="Validations, approvals and cost" aside={words === null ? "Validations of 12 months, all approvals; the highest share that failed first" : `Validations and approvals: ${words}; the highest share that failed first`} span="span-12">
      <TableScroll label="Validations, approvals and cost">
        <table className="plain work" onKeyDown={moveAmongLinks}>
          <thead>
            <tr>
              <th scope="col">Team</th>
              <th scope="col" className="num">Validations</th>
              <th scope="col" className="num">Failed, 95% interval</th>
              <th scope="col" className="interval-cell">Beside all teams</th>
              <th scope="col">Against all teams</th>
              <th scope="col" className="num">Median approval</th>
              <th scope="col" className="num" title="Nine of ten approvals took no longer">90% within</th>
              <th scope="col" className="num">Waiting</th>
              <th scope="col" className="num">Documented</th>
              <th scope="col" className="num">Failures</th>
              <th scope="col" className="num">$ a month</th>
            </tr>
          </thead>
          <tbody>
            <tr className="whole">
              <th scope="row">All teams</th>
              <Cells measures={organisation} organisation={organisation} top={top} documented={null} team={null} />
            </tr>
            {sorted.map((row, index) => (
              <tr key={row.team}>
                <th scope="row" className="wrap team-name">
                  <Link to={teamPath(row.team)} data-row-link="" tabIndex={index === 0 ? 0 : -1}>{row.team}</Link>
                </th>
                {row.measures === null ? (
                  <td colSpan={10} className="muted">nothing is known</td>
                ) : (
                  <Cells measures={row.measures} organisation={organisation} top={top} documented={documentation(row)} team={row.team} />
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <div className="show-data">
        <button type="button" className="button link" aria-label="CSV of the teams" onClick={() => save(sorted)}>CSV</button>
      </div>
    </Card>
  );
}

function save(rows: readonly TeamRow[]): void {
  saveCsv("teams", [
    ["team", "validations", "failures", "failure_rate", "failure_low", "failure_high", "approvals", "approve_hours_median", "approve_hours_p90", "waiting", "documentation", "findings", "usd_per_month"],
    ...rows.map(({ team, measures: one, groups }) => [
      team,
      ...(one === null
        ? [null, null, null, null, null, null, null, null, null]
        : [one.validations, one.failures, one.failure_rate, one.failure_low, one.failure_high, one.approvals, one.approve_hours_median, one.approve_hours_p90, one.waiting]),
      documentation({ groups }),
      one?.findings ?? null,
      one?.usd_per_month ?? null,
    ]),
  ]);
}

interface CellsProps {
  measures: TeamMeasures;
  organisation: TeamMeasures;
  top: number;
  documented: number | null;
  /** Whose rows the numbers lead to; null for all. */
  team: string | null;
}

function Cells({ measures, organisation, top, documented, team }: CellsProps) {
  const values = team === null ? {} : { team: [team] };
  return (
    <>
      <td className="num">{count(measures.validations)}</td>
      <td className="num">{rateText(measures)}</td>
      <td className="interval-cell"><Interval measures={measures} whole={organisation.failure_rate} top={top} /></td>
      <td>{team !== null && <Badge {...against(measures, organisation)} />}</td>
      <td className="num">{hoursText(measures.approve_hours_median)}</td>
      <td className="num">{hoursText(measures.approve_hours_p90)}</td>
      <td className="num">
        <Link className="plain-link" tabIndex={-1} to={modelsPath({ values: { ...values, approval_status: ["PendingManualApproval"] } })}>{count(measures.waiting)}</Link>
      </td>
      <td className="num">{team === null ? "" : documented === null ? "not known" : percent(documented)}</td>
      <td className="num">
        <Link className="plain-link" tabIndex={-1} to={findingsPath({ values: { ...values, status: ["fail"] } })}>{count(measures.findings)}</Link>
      </td>
      <td className="num">
        <Link className="plain-link" tabIndex={-1} to={ENDPOINTS.to({ values })}>
          {measures.usd_per_month === null ? (measures.endpoints === 0 ? "no endpoint" : "not known") : dollars(measures.usd_per_month).replace("$", "")}
        </Link>
      </td>
    </>
  );
}

/** The interval as a line with its share as a dot; a tick for all teams. The numbers stand beside it. */
export function Interval({ measures, whole, top }: { measures: TeamMeasures; whole: number | null; top: number }) {
  if (measures.failure_rate === null || measures.failure_low === null || measures.failure_high === null) return null;
  const x = (share: number) => 2 + (share / top) * 96;
  return (
    <svg className="interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <line x1={2} x2={98} y1={6} y2={6} stroke="var(--line)" strokeWidth={1} vectorEffect="non-scaling-stroke" />
      <line x1={x(measures.failure_low)} x2={x(measures.failure_high)} y1={6} y2={6} stroke="var(--acc)" strokeWidth={3} vectorEffect="non-scaling-stroke" />
      <line x1={x(measures.failure_rate)} x2={x(measures.failure_rate)} y1={2} y2={10} stroke="var(--acc)" strokeWidth={3} vectorEffect="non-scaling-stroke" />
      {whole !== null && <line x1={x(whole)} x2={x(whole)} y1={0} y2={12} stroke="var(--fg)" strokeWidth={1.5} strokeDasharray="2 2" vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}
