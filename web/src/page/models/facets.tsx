import { useId, useState } from "react";
import type { FacetValue } from "../../api/shape";
import { count } from "../../format/number";
import { facetsOf, type Facet, type ModelsFilter } from "../../route/filter";
import { APPROVALS } from "../../status";
import { FACET_LABELS, valueLabel } from "./labels";

const SHORT = 6;
const SEARCH_FROM = 12;
const OPEN_AT_FIRST = 5;

interface FacetsProps {
  readonly filter: ModelsFilter;
  readonly facets: Readonly<Record<string, readonly FacetValue[]>> | null;
  readonly onToggle: (facet: Facet, value: string) => void;
  readonly onClear: (facet: Facet) => void;
}

export function Facets({ filter, facets, onToggle, onClear }: FacetsProps) {
  return (
    <div className="facets">
      {facetsOf(filter.view).map((facet, index) => (
        <FacetBox
          key={facet}
          facet={facet}
          values={withChosen(facets?.[facet] ?? [], filter.values[facet] ?? [])}
          chosen={filter.values[facet] ?? []}
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
  facet: Facet;
  values: readonly FacetValue[];
  chosen: readonly string[];
  open: boolean;
  onToggle: (value: string) => void;
  onClear: () => void;
}

function FacetBox({ facet, values, chosen, open, onToggle, onClear }: FacetBoxProps) {
  const [unfolded, setUnfolded] = useState(open || chosen.length > 0);
  const [all, setAll] = useState(false);
  const [wanted, setWanted] = useState("");
  const id = useId();
  const ordered = facet === "approval_status" ? inStatusOrder(values) : values;
  const found = ordered.filter((one) => valueLabel(facet, one.value, one.label).toLowerCase().includes(wanted.toLowerCase()));
  const shown = all || wanted ? found : found.filter((one, index) => index < SHORT || chosen.includes(one.value));
  return (
    <section className="facet">
      <div className="facet-head">
        <button type="button" aria-expanded={unfolded} aria-controls={id} onClick={() => setUnfolded(!unfolded)}>
          {FACET_LABELS[facet]}
          {chosen.length > 0 && <span className="facet-chosen">{chosen.length}</span>}
        </button>
        {chosen.length > 0 && (
          <button type="button" className="button link" aria-label={`Clear ${FACET_LABELS[facet]}`} onClick={onClear}>
            Clear
          </button>
        )}
      </div>
      {unfolded && (
        <div id={id} role="group" aria-label={FACET_LABELS[facet]}>
          {values.length > SEARCH_FROM && (
            <input
              className="field facet-search"
              type="search"
              placeholder={`Find in ${count(values.length)}`}
              aria-label={`Find in ${FACET_LABELS[facet]}`}
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          )}
          {shown.map((one) => (
            <label key={one.value} className="check">
              <input type="checkbox" checked={chosen.includes(one.value)} onChange={() => onToggle(one.value)} />
              <span className="facet-value" title={one.value}>
                {valueLabel(facet, one.value, one.label)}
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

function inStatusOrder(values: readonly FacetValue[]): readonly FacetValue[] {
  const order = Object.keys(APPROVALS);
  return [...values].sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
}
