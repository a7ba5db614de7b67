import type { Fact, VersionRow } from "../../api/shape";
import { spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText } from "../../ui/fold";
import { TableScroll } from "../../ui/table-scroll";

/** Who owns it and what it is for, with where each value was found and what says otherwise. */
export function Facts({ facts, row }: { facts: readonly Fact[]; row: VersionRow }) {
  return (
    <Card title="Facts" aside="Value in force and where it was found" span="span-8">
      <TableScroll label="Facts">
        <table className="plain stack">
          <thead>
            <tr>
              <th scope="col">Fact</th>
              <th scope="col">Value</th>
              <th scope="col">Source</th>
              <th scope="col">Says otherwise</th>
            </tr>
          </thead>
          <tbody>
            {facts.map((fact) => (
              <FactRow key={fact.name} fact={fact} />
            ))}
            <tr>
              <th scope="row">Stage</th>
              <td>{row.stage ?? <span className="muted">none</span>}</td>
              <td className="muted">{row.stage_status === null ? "version record" : `version record, ${spaced(row.stage_status).toLowerCase()}`}</td>
              <td />
            </tr>
          </tbody>
        </table>
      </TableScroll>
    </Card>
  );
}

function FactRow({ fact }: { fact: Fact }) {
  return (
    <tr>
      <th scope="row">{spaced(fact.name)}</th>
      <td className="wrap facts-value">{fact.source === null ? <Badge tone="neutral" word={spaced(fact.value)} /> : <LongText text={fact.value} />}</td>
      <td className="muted wrap facts-source">
        {fact.source === null ? (
          "nothing says it"
        ) : (
          <>
            {fact.source.origin} <code>{fact.source.key}</code>
          </>
        )}
      </td>
      <td>
        {fact.conflicts.map((conflict) => (
          <p key={`${conflict.origin} ${conflict.key}`} className="conflict">
            <Badge tone="warn" word={conflict.value} />
            <span className="muted">
              {conflict.origin} <code>{conflict.key}</code>
            </span>
          </p>
        ))}
      </td>
    </tr>
  );
}
