import { useState } from "react";
import type { FindingTurn } from "../../api/shape";
import { count, plural } from "../../format/number";
import { judged, severity, spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText } from "../../ui/fold";
import { TableScroll } from "../../ui/table-scroll";
import { At } from "../../ui/time";

const SHOWN = 8;

/** Says so where the turn before this one was judged by another rule, or by the same in other words. */
function RuleChange({ turn, before }: { turn: FindingTurn; before: FindingTurn | undefined }) {
  if (before === undefined || before.sql_hash === turn.sql_hash) return null;
  const words = before.control_version === turn.control_version ? "Only the wording of the rule changed." : "The rule itself changed.";
  return <p className="meta">{words}</p>;
}

/** Every turn, newest first, with what it was judged by and over which data. */
export function Turns({ history }: { history: readonly FindingTurn[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? history : history.slice(0, SHOWN);
  return (
    <Card title="History" aside={plural(history.length, "change")} span="span-12">
      <TableScroll label="History">
        <table className="plain stack">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Change</th>
              <th scope="col">Status</th>
              <th scope="col">Why</th>
              <th scope="col">Judged by</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((turn, index) => (
              <tr key={turn.position}>
                <td className="nowrap upper"><At at={turn.changed_at} seconds /></td>
                <td className="upper inline">
                  {spaced(turn.turn)}
                  <RuleChange turn={turn} before={history[index + 1]} />
                </td>
                <td className="upper inline">
                  <Badge {...judged(turn.status)} /> <span className="meta">{severity(turn.severity).word}</span>
                </td>
                <td className="upper wrap"><LongText text={turn.reason ?? ""} most={300} /></td>
                <td className="upper">
                  version {turn.control_version} of the rule
                  <details className="meta">
                    <summary>For an audit</summary>
                    SQL <code className="wrap">{turn.sql_hash}</code>, evaluation {turn.evaluation}
                    {turn.journal_position !== null && `, over the journal up to entry ${count(turn.journal_position)}`}
                    {turn.snapshots !== null && ` and ${plural(turn.snapshots, "snapshot")} of the lake`}
                  </details>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {history.length > shown.length && (
        <button type="button" className="button link" onClick={() => setAll(true)}>
          Show all {count(history.length)}
        </button>
      )}
    </Card>
  );
}
