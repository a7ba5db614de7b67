import { useState } from "react";
import type { FieldChange, HistoryEntry } from "../../api/shape";
import { count, plural } from "../../format/number";
import { fieldWord } from "../../status";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { At } from "../../ui/time";
import { sourceWord } from "./approvals";

const SHOWN = 8;

/** Every stored observation, newest first, and what it changed. */
export function Observations({ entries }: { entries: readonly HistoryEntry[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, SHOWN);
  return (
    <Card title="History of observations" aside={plural(entries.length, "observation")} span="span-8">
      {entries.length === 0 ? (
        <Empty title="No observation stored" />
      ) : (
        <TableScroll label="History of observations">
          <table className="plain stack">
            <thead>
              <tr>
                <th scope="col">Changed</th>
                <th scope="col">What</th>
                <th scope="col">Who</th>
                <th scope="col">Source</th>
                <th scope="col" className="num">Position</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((entry) => (
                <Entry key={entry.position} entry={entry} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {entries.length > shown.length && (
        <button type="button" className="button link" onClick={() => setAll(true)}>
          Show all {count(entries.length)}
        </button>
      )}
    </Card>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  return (
    <tr>
      <td className="nowrap upper">
        <At at={entry.changed_at} seconds />
      </td>
      <td className="upper history-what">
        {entry.changes.length === 0 && <span className="muted">first observation</span>}
        {entry.changes.map((change) => (
          <Field key={change.field} change={change} />
        ))}
      </td>
      <td className="upper wrap history-who">{entry.actor === null ? <span className="muted">not known</span> : <Name text={entry.actor} />}</td>
      <td className="upper muted nowrap">{sourceWord(entry.source)}</td>
      <td className="num upper muted only-wide-cell">{entry.position}</td>
    </tr>
  );
}

function Field({ change }: { change: FieldChange }) {
  return (
    <p className="wrap">
      <code>{change.field}</code> <span className="muted"><LongText text={fieldWord(change.before)} /></span> {"\u2192"} <LongText text={fieldWord(change.after)} />
    </p>
  );
}
