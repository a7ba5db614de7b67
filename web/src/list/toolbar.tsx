import { cut } from "../ui/fold";
import { Icon } from "../ui/icon";
import { Menu } from "../ui/menu";

const LONGEST_CHIP = 80;

interface TabsProps<V extends string> {
  readonly tabs: readonly (readonly [view: V, label: string])[];
  readonly view: V;
  readonly onView: (view: V) => void;
}

export function Tabs<V extends string>({ tabs, view, onView }: TabsProps<V>) {
  return (
    <div className="tabs" role="tablist" aria-label="What to list">
      {tabs.map(([key, label]) => (
        <button
          key={key}
          type="button"
          role="tab"
          aria-selected={view === key}
          tabIndex={view === key ? 0 : -1}
          onClick={() => onView(key)}
          onKeyDown={(event) => {
            const other = tabs.find(([one]) => one !== key);
            if (other && (event.key === "ArrowLeft" || event.key === "ArrowRight")) onView(other[0]);
          }}
        >
          {label}
        </button>
      ))}
    </div>
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
    <a className="button" href={path} download={name}>
      <Icon name="download" />
      {children}
    </a>
  );
}
