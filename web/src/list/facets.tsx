import { useId, useState } from "react";
import type { FacetValue } from "../api/shape";
import { count } from "../format/number";

const SHORT = 6;
const SEARCH_FROM = 12;
const OPEN_AT_FIRST = 5;

/** The words of one list's facets. */
export interface FacetWords<F extends string> {
  readonly labels: Readonly<Record<F, string>>;
  readonly value: (facet: F, value: string, label: string) => string;
  /** The values in an order of their own; null where the most frequent come first. */
  readonly order: (facet: F) => readonly string[] | null;
}

interface FacetsProps<F extends string> {
  readonly names: readonly F[];
  readonly words: FacetWords<F>;
  readonly chosen: Readonly<Partial<Record<F, readonly string[]>>>;
  readonly facets: Readonly<Record<string, readonly FacetValue[]>> | null;
  readonly onToggle: (facet: F, value: string) => void;
  readonly onClear: (facet: F) => void;
}

export function Facets<F extends string>({ names, words, chosen, facets, onToggle, onClear }: FacetsProps<F>) {
  return (
    <div className="facets">
      {names.map((facet, index) => (
        <FacetBox
          key={facet}
          title={words.labels[facet]}
          values={inOrder(withChosen(facets?.[facet] ?? [], chosen[facet] ?? []), words.order(facet))}
          word={(one) => words.value(facet, one.value, one.label)}
          chosen={chosen[facet] ?? []}
          open={index < OPEN_AT_FIRST}
          onToggle={(value) => onToggle(facet, value)}
          onClear={() => onClear(facet)}
        />
      ))}
    </div>
  );
}

/** A chosen value stays in the list even when no row has it any more: else it could not be taken back. */
export function withChosen(values: readonly FacetValue[], chosen: readonly string[]): readonly FacetValue[] {
  const known = new Set(values.map((one) => one.value));
  return [...values, ...chosen.filter((value) => !known.has(value)).map((value) => ({ value, label: value, rows: 0 }))];
}

interface FacetBoxProps {
  title: string;
  values: readonly FacetValue[];
  word: (value: FacetValue) => string;
  chosen: readonly string[];
  open: boolean;
  onToggle: (value: string) => void;
  onClear: () => void;
}

function FacetBox({ title, values, word, chosen, open, onToggle, onClear }: FacetBoxProps) {
  const [unfolded, setUnfolded] = useState(open || chosen.length > 0);
  const [all, setAll] = useState(false);
  const [wanted, setWanted] = useState("");
  const id = useId();
  const found = values.filter((one) => word(one).toLowerCase().includes(wanted.toLowerCase()));
  const shown = all || wanted ? found : found.filter((one, index) => index < SHORT || chosen.includes(one.value));
  return (
    <section className="facet">
      <div className="facet-head">
        <button type="button" aria-expanded={unfolded} aria-controls={id} onClick={() => setUnfolded(!unfolded)}>
          {title}
          {chosen.length > 0 && <span className="facet-chosen">{chosen.length}</span>}
        </button>
        {chosen.length > 0 && (
          <button type="button" className="button link" aria-label={`Clear ${title}`} onClick={onClear}>
            Clear
          </button>
        )}
      </div>
      {unfolded && (
        <div id={id} role="group" aria-label={title}>
          {values.length > SEARCH_FROM && (
            <input
              className="field facet-search"
              type="search"
              placeholder={`Find in ${count(values.length)}`}
              aria-label={`Find in ${title}`}
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          )}
          {shown.map((one) => (
            <label key={one.value} className="check">
              <input type="checkbox" checked={chosen.includes(one.value)} onChange={() => onToggle(one.value)} />
              <span className="facet-value" title={word(one)}>
                {word(one)}
              </span>
              <span className="meta">{count(one.rows)}</span>
            </label>
          ))}
          {shown.length === 0 && <p className="meta">No value</p>}
          {!wanted && found.length > SHORT && (
            <button type="button" className="button link" onClick={() => setAll(!all)}>
              {all ? "Show fewer" : `Show all ${count(found.length)}`}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function inOrder(values: readonly FacetValue[], order: readonly string[] | null): readonly FacetValue[] {
  if (order === null) return values;
  return [...values].sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
}
