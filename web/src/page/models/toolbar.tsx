import { useEffect, useRef, useState } from "react";
import { csvPath } from "../../api/query";
import type { ModelsFilter, View } from "../../route/filter";
import { cut } from "../../ui/fold";
import { Icon } from "../../ui/icon";
import { allColumns, shownColumns } from "./columns";
import { chipsOf, type Chip } from "./labels";

const LONGEST_CHIP = 80;

const TABS: readonly (readonly [view: View, label: string])[] = [
  ["versions", "Versions"],
  ["groups", "Groups"],
];

export function Tabs({ view, onView }: { view: View; onView: (view: View) => void }) {
  return (
    <div className="tabs" role="tablist" aria-label="What to list">
      {TABS.map(([key, label]) => (
        <button
          key={key}
          type="button"
          role="tab"
          aria-selected={view === key}
          tabIndex={view === key ? 0 : -1}
          onClick={() => onView(key)}
          onKeyDown={(event) => {
            if (event.key === "ArrowLeft" || event.key === "ArrowRight") onView(key === "versions" ? "groups" : "versions");
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

interface ChipsProps {
  filter: ModelsFilter;
  onRemove: (chip: Chip) => void;
  onClear: () => void;
}

export function Chips({ filter, onRemove, onClear }: ChipsProps) {
  const chips = chipsOf(filter);
  if (chips.length === 0) return null;
  return (
    <div className="chips" role="group" aria-label="Filters in force">
      {chips.map((chip) => (
        <button key={`${chip.key} ${chip.value}`} type="button" className="chip" aria-label={`Remove ${chip.label}`} title={chip.label.length > LONGEST_CHIP ? chip.label : undefined} onClick={() => onRemove(chip)}>
          {cut(chip.label, LONGEST_CHIP)}
          <Icon name="close" />
        </button>
      ))}
      <button type="button" className="button link" onClick={onClear}>
        Clear all
      </button>
    </div>
  );
}

interface ColumnMenuProps {
  filter: ModelsFilter;
  onColumns: (columns: readonly string[] | null) => void;
}

export function ColumnMenu({ filter, onColumns }: ColumnMenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target)) return;
      setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [open]);
  const shown = shownColumns(filter).map((column) => column.key);
  const toggle = (key: string) => {
    const next = shown.includes(key) ? shown.filter((one) => one !== key) : [...shown, key];
    onColumns(allColumns(filter.view).map((column) => column.key).filter((one) => next.includes(one)));
  };
  return (
    <div
      ref={box}
      className="menu-box"
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
      }}
    >
      <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="columns" />
        Columns
      </button>
      {open && (
        <div className="menu" role="group" aria-label="Columns">
          {allColumns(filter.view).map((column, index) => (
            <label key={column.key} className="check">
              <input type="checkbox" checked={shown.includes(column.key)} disabled={index === 0} onChange={() => toggle(column.key)} />
              {column.label}
            </label>
          ))}
          {filter.columns !== null && (
            <button type="button" className="button link" onClick={() => onColumns(null)}>
              Show the usual columns
            </button>
          )}
        </div>
      )}
    </div>
  );
}

export function CsvLink({ filter }: { filter: ModelsFilter }) {
  return (
    <a className="button" href={csvPath(filter)} download={`${filter.view}.csv`}>
      <Icon name="download" />
      CSV
    </a>
  );
}
