import { useState, type ReactNode } from "react";
import type { FindingRow } from "../../api/shape";
import { plural } from "../../format/number";
import { findingPath } from "../../route/path";
import { Link } from "../../route/router";
import { judged, severity, spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Empty, NeverJudged } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago } from "../../ui/time";

const SHOWN = 8;

interface StandingFindingsProps {
  readonly findings: readonly FindingRow[];
  readonly judgedAt: string | null;
  /** What is said where none stands. */
  readonly none: string;
  /** The way to more of them. */
  readonly more?: ReactNode;
}

/** What controls found of something and what stands, the worst first. */
export function StandingFindings({ findings, judgedAt, none, more }: StandingFindingsProps) {
  const [all, setAll] = useState(false);
  const failed = findings.filter((one) => one.status === "fail").length;
  const mixed = new Set(findings.map((one) => one.judged_asset)).size > 1;
  const shown = all ? findings : findings.slice(0, SHOWN);
  return (
    <Card
      title="Findings"
      aside={findings.length > 0 ? <>{`${plural(failed, "failure")}, ${plural(findings.length - failed, "other")} `}{more}</> : undefined}
      span="span-12"
    >
      {judgedAt === null ? (
        <NeverJudged />
      ) : findings.length === 0 ? (
        <Empty title={none} />
      ) : (
        <TableScroll label="Findings">
          <table className="plain stack">
            <thead>
              <tr>
                <th scope="col">What was found</th>
                <th scope="col">Severity</th>
                <th scope="col">Status</th>
                {mixed && <th scope="col">Asset</th>}
                <th scope="col">Rule</th>
                <th scope="col" className="num">First seen</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.finding_id}>
                  <td className="wrap">
                    <Link to={findingPath({ control: one.control_id, asset: one.judged_asset })} data-row-link="">{one.reason ?? one.title}</Link>
                  </td>
                  <td className="inline"><Badge {...severity(one.severity)} /></td>
                  <td className="inline"><Badge {...judged(one.status)} /></td>
                  {mixed && <td className="wrap inline" title={one.judged_asset}>{spaced(one.asset_kind)}{one.asset_kind === "endpoint" && ` ${one.asset_name}`}</td>}
                  <td className="wrap meta">{one.title}</td>
                  <td className="num meta nowrap"><Ago at={one.opened_at} short /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {findings.length > shown.length && (
        <button type="button" className="button link" onClick={() => setAll(true)}>
          Show all {findings.length}
        </button>
      )}
    </Card>
  );
}
