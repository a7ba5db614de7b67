import type { ReactNode } from "react";
import type { VersionDocuments } from "../../api/shape";
import { spaced } from "../../status";
import { Card } from "../../ui/card";
import { Fold, LongText, Name } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { At } from "../../ui/time";

const DEPTH = 6;
const SOURCES: Readonly<Record<string, string>> = {
  version: "The version's own card",
  "card of the version": "A card by itself that names this version",
  "card of the group": "A card by itself that names the group",
};

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

/** The whole card, section by section: values are text, whatever is in them. */
export function CardDocument({ documents }: { documents: VersionDocuments }) {
  const sections = documents.content === null ? [] : entriesOf(documents.content);
  return (
    <Card title="Model card" aside={documents.card_status === null ? undefined : spaced(documents.card_status)} span="span-7">
      {sections.length === 0 ? (
        <NoCard documents={documents} />
      ) : (
        <>
          <CardOf documents={documents} />
          {sections.map(([label, value]) => (
            <section key={label} className="doc-section">
              <h3><Name text={spaced(label)} /></h3>
              <Fold size={JSON.stringify(value).length}>
                <Node value={value} depth={0} />
              </Fold>
            </section>
          ))}
        </>
      )}
    </Card>
  );
}

/** Whose card it is, and since when. */
function CardOf({ documents }: { documents: VersionDocuments }) {
  return (
    <p className="meta wrap">
      {SOURCES[documents.source] ?? documents.source}
      {documents.card_name !== null && <>, <LongText text={documents.card_name} /></>}
      {documents.written_at !== null && <>, written <At at={documents.written_at} /></>}
    </p>
  );
}

function NoCard({ documents }: { documents: VersionDocuments }) {
  if (documents.source !== "none") return <Empty title="The card has no content that can be shown" />;
  return (
    <Empty title="No model card">
      <p className="muted">Neither the version nor a card by itself that was read documents it.</p>
    </Empty>
  );
}
