import { useState, type ReactNode } from "react";
import { spaced } from "../../status";
import { Card } from "../../ui/card";
import { Fold, Name } from "../../ui/fold";
import { Empty } from "../../ui/states";

const DEPTH = 4;

type Entry = readonly [label: string, value: unknown];

function isBlank(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** A document of unknown shape as labels and values, sorted as it came; blanks are left out. */
export function entriesOf(value: object): readonly Entry[] {
  return Object.entries(value).filter(([, one]) => !isBlank(one));
}

function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
}

function Node({ value, depth }: { value: unknown; depth: number }): ReactNode {
  if (typeof value !== "object" || value === null || depth >= DEPTH) return plainText(value);
  if (Array.isArray(value)) {
    return (
      <ol className="doc-list">
        {value.map((one: unknown, index) => (
          <li key={index}>
            <Node value={one} depth={depth + 1} />
          </li>
        ))}
      </ol>
    );
  }
  return (
    <dl className="facts-list">
      {entriesOf(value).map(([label, one]) => (
        <div key={label}>
          <dt><Name text={spaced(label)} /></dt>
          <dd>
            <Node value={one} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function CardDocument({ status, card }: { status: string | null; card: Record<string, unknown> | null }) {
  const [all, setAll] = useState(false);
  const sections = card === null ? [] : entriesOf(card);
  const shown = all ? sections : sections.slice(0, 4);
  return (
    <Card title="Model card" aside={status === null ? undefined : spaced(status)} span="span-5">
      {sections.length === 0 ? (
        <Empty title={card === null ? "No model card" : "The model card is empty"} />
      ) : (
        <>
          {shown.map(([label, value]) => (
            <section key={label} className="doc-section">
              <h3><Name text={spaced(label)} /></h3>
              <Fold size={JSON.stringify(value).length}>
                <Node value={value} depth={0} />
              </Fold>
            </section>
          ))}
          {sections.length > shown.length && (
            <button type="button" className="button link" onClick={() => setAll(true)}>
              Show all {sections.length} sections
            </button>
          )}
        </>
      )}
    </Card>
  );
}
