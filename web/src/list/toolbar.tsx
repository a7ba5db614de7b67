import { useEffect, useRef, useState } from "react";
import { cut } from "../ui/fold";
import { Icon } from "../ui/icon";
import { Menu } from "../ui/menu";
import { inMoment } from "../route/moment";

const LONGEST_CHIP = 80;

const TYPING_MS = 150;

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** What the list is narrowed to now. */
  readonly value: string;
  /** `typing` is set while letters go on being added: they are one step back, not many. */
  readonly onSearch: (q: string, typing: boolean) => void;
}

/** Narrows a list to what contains the text, while it is typed. */
export function SearchField({ label, placeholder, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const typing = useRef(false);
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const commit = (next: string) => {
    clearTimeout(timer.current);
    if (next.trim() === value) return;
    setShown(next.trim());
    onSearch(next.trim(), typing.current);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      commit(next);
      typing.current = true;
    }, TYPING_MS);
  };
  return (
    <form
      className="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        typing.current = false;
        commit(text);
      }}
    >
      <Icon name="search" />
      <input
        className="field"
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onBlur={() => {
          typing.current = false;
        }}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text) type("");
          else event.currentTarget.blur();
        }}
      />
    </form>
  );
}

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
  readonly all: readonly { readonly key: string; readonly label: string; readonly always?: boolean }[];
  readonly shown: readonly string[];
  /** Whether someone chose them, so that the usual ones can be had back. */
  readonly chosen: boolean;
  readonly onColumns: (columns: readonly string[] | null) => void;
}

export function ColumnMenu({ all, shown, chosen, onColumns }: ColumnMenuProps) {
  const toggle = (key: string) => {
    const next = shown.includes(key) ? shown.filter((one) => one !== key) : [...shown, key];
    onColumns(all.map((column) => column.key).filter((one) => next.includes(one)));
  };
  return (
    <Menu label="Columns" icon="columns">
      {() => (
        <>
          {all.map((column, index) => (
            <label key={column.key} className="check">
              <input type="checkbox" checked={shown.includes(column.key)} disabled={index === 0 || column.always === true} onChange={() => toggle(column.key)} />
              {column.label}
            </label>
          ))}
          {chosen && (
            <button type="button" className="button link" onClick={() => onColumns(null)}>
              Show the usual columns
            </button>
          )}
        </>
      )}
    </Menu>
  );
}

export function FileLink({ path, name, children }: { path: string; name: string; children: string }) {
  return (
    <a className="button" href={inMoment(path)} download={name}>
      <Icon name="download" />
      {children}
    </a>
  );
}
