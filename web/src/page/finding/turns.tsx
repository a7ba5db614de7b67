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
              <th scope="col">Evaluation</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((turn) => (
              <tr key={turn.position}>
                <td className="nowrap upper"><At at={turn.changed_at} seconds /></td>
                <td className="upper inline">{spaced(turn.turn)}</td>
                <td className="upper inline">
                  <Badge {...judged(turn.status)} /> <span className="meta">{severity(turn.severity).word}</span>
                </td>
                <td className="upper wrap"><LongText text={turn.reason ?? ""} most={300} /></td>
                <td className="upper">
                  version {turn.control_version}
                  <p className="meta"><code title={turn.sql_hash}>{turn.sql_hash.slice(0, 12)}</code></p>
                </td>
                <td className="upper">
                  <span className="nowrap">{turn.evaluation}</span>
                  <p className="meta">
                    {turn.journal_position === null ? "position not known" : `position ${count(turn.journal_position)}`}
                    {turn.snapshots !== null && `, ${plural(turn.snapshots, "snapshot")}`}
                  </p>
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
