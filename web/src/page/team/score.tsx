import type { TeamRow } from "../../api/shape";
import { LineChart, LineData } from "../../chart/line";
import { count, percent, plural } from "../../format/number";
import { findingsPath } from "../../route/findings";
import { rangeWords } from "../../route/range";
import { Link, useRange } from "../../route/router";
import { spaced } from "../../status";
import { Card } from "../../ui/card";
import { Empty, NeverJudged } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { passedShare } from "../findings/summary";
import { shareSteps } from "../teams/score";

interface ScoreProps {
  row: TeamRow;
  evaluatedAt: string | null;
}

/** The team's counts, apart by group of controls. */
export function ByGroup({ row, evaluatedAt }: ScoreProps) {
  const title = `${row.team} by group of controls`;
  return (
    <Card title={title} span="span-7">
      {evaluatedAt === null ? (
        <NeverJudged />
      ) : row.groups.length === 0 ? (
        <Empty title="Controls judge none of its assets" />
      ) : (
        <TableScroll label={title}>
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
              {row.groups.map((group) => (
                <tr key={group.group}>
                  <td><Link to={findingsPath({ values: { team: [row.team], control_group: [group.group] } })}>{spaced(group.group)}</Link></td>
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
      )}
    </Card>
  );
}

/** How the score went on. */
export function ScoreOverTime({ row, evaluatedAt }: ScoreProps) {
  const range = useRange();
  const end = range.to === null ? null : `${range.to}T23:59:59Z`;
  const until = evaluatedAt === null || end === null || end > evaluatedAt ? evaluatedAt : end;
  const points = until === null ? [] : shareSteps(row.trend, until);
  const label = `Score of ${row.team}`;
  return (
    <Card title={`${row.team} over time`} aside={`${plural(row.trend.length, "step")}, ${rangeWords(range) ?? "last 26 weeks"}`} span="span-5">
      {points.length === 0 ? (
        <Empty title="Nothing is known of it yet" />
      ) : (
        <>
          <LineChart label={`${label}, ${plural(row.trend.length, "step")}, now ${passedShare(row.counts)}`} points={points} write={percent} step top={1} height={220} />
          <LineData caption={label} points={points} write={percent} />
        </>
      )}
    </Card>
  );
}
