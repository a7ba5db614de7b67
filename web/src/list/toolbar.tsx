import { useEffect, useRef, useState } from "react";
import { cut } from "../ui/fold";
import { Icon } from "../ui/icon";

const LONGEST_CHIP = 80;

export interface Chip<K extends string> {
  readonly label: string;
  readonly key: K;
  readonly value: string;
}

interface ChipsProps<K extends string> {
  readonly chips: readonly Chip<K>[];
  readonly onRemove: (chip: Chip<K>) => void;
  readonly onClear: () => void;
}

export function Chips<K extends string>({ chips, onRemove, onClear }: ChipsProps<K>) {
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
  readonly all: readonly { readonly key: string; readonly label: string }[];
  readonly shown: readonly string[];
  /** Whether someone chose them, so that the usual ones can be had back. */
  readonly chosen: boolean;
  readonly onColumns: (columns: readonly string[] | null) => void;
}

export function ColumnMenu({ all, shown, chosen, onColumns }: ColumnMenuProps) {
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
  const toggle = (key: string) => {
    const next = shown.includes(key) ? shown.filter((one) => one !== key) : [...shown, key];
    onColumns(all.map((column) => column.key).filter((one) => next.includes(one)));
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
          {all.map((column, index) => (
            <label key={column.key} className="check">
              <input type="checkbox" checked={shown.includes(column.key)} disabled={index === 0} onChange={() => toggle(column.key)} />
              {column.label}
            </label>
          ))}
          {chosen && (
            <button type="button" className="button link" onClick={() => onColumns(null)}>
              Show the usual columns
            </button>
          )}
        </div>
      )}
    </div>
  );
}

export function FileLink({ path, name, children }: { path: string; name: string; children: string }) {
  return (
    <a className="button" href={path} download={name}>
      <Icon name="download" />
      {children}
    </a>
  );
}
