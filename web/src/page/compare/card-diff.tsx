import { useMemo, useState } from "react";
import type { CardText, Comparison } from "../../api/shape";
import { count, plural } from "../../format/number";
import { spaced } from "../../status";
import { Card } from "../../ui/card";
import { Fold, LongText, Name } from "../../ui/fold";
import { columnName } from "./heads";
import { NotKnown } from "./tables";
import { wordDiff } from "./words";

const MOST = 20;

/** The texts of the model cards, word by word against the first. */
export function CardDiff({ comparison, all }: { comparison: Comparison; all: boolean }) {
  const [whole, setWhole] = useState(false);
  const wanted = comparison.card.filter((text) => all || text.changed);
  const shown = whole ? wanted : wanted.slice(0, MOST);
  const lacking = comparison.versions.filter((one) => !one.carded).map((one) => columnName(comparison, one));
  return (
    <Card title="Model card" aside={plural(comparison.card.filter((text) => text.changed).length, "difference")} span="span-12">
      {lacking.length > 0 && <p className="meta">No model card of its own: {lacking.join(", ")}.</p>}
      {shown.map((text) => (
        <section key={text.path.join("\n")} className="doc-section">
          <h3><Name text={text.path.map(spaced).join(", ")} /></h3>
          {text.changed ? <Texts text={text} comparison={comparison} /> : <p className="wrap"><LongText text={text.values[0] ?? ""} /></p>}
        </section>
      ))}
      {wanted.length > shown.length && (
        <button type="button" className="button link" onClick={() => setWhole(true)}>Show all {count(wanted.length)} texts</button>
      )}
      {comparison.card.length > wanted.length && (
        <p className="meta">{plural(comparison.card.length - wanted.length, "other text")} the same in all.</p>
      )}
    </Card>
  );
}

function Texts({ text, comparison }: { text: CardText; comparison: Comparison }) {
  const [first] = text.values;
  return (
    <dl className="facts-list">
      {comparison.versions.slice(1).map((one, at) => (
        <div key={one.row.model_version_arn}>
          <dt><Name text={columnName(comparison, one)} /></dt>
          <dd><Difference before={first ?? null} after={text.values[at + 1] ?? null} /></dd>
        </div>
      ))}
    </dl>
  );
}

/** Removed and added words are marked by line and form, not by colour alone. */
export function Difference({ before, after }: { before: string | null; after: string | null }) {
  const pieces = useMemo(() => wordDiff(before ?? "", after ?? ""), [before, after]);
  if (before === null && after === null) return <NotKnown />;
  return (
    <Fold size={Math.max(before?.length ?? 0, after?.length ?? 0)}>
      <p className="diff">
        {pieces.map((piece, index) => {
          if (piece.kind === "removed") return <del key={index}>{piece.text}</del>;
          if (piece.kind === "added") return <ins key={index}>{piece.text}</ins>;
          return <span key={index}>{piece.text}</span>;
        })}
      </p>
    </Fold>
  );
}
