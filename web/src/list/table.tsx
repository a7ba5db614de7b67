import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useRef, type ReactNode } from "react";
import { isFresh } from "../live/store";
import { moveAmongLinks } from "../ui/row-keys";
import { Icon } from "../ui/icon";
import { useLasting } from "../ui/lasting";
import { useFirstPainted } from "../ui/marks";
import type { Windows } from "./windows";

const ROW_HEIGHT = 32;
const TALL_HEIGHT = 48;

export interface Column<R> {
  readonly key: string;
  readonly label: string;
  readonly width: number;
  /** Its share of the room that is left over, beside the widths of the others; its width where it has none. */
  readonly grow?: number;
  readonly number?: boolean;
  /** Wanted from its largest value down at first, though it is neither a number nor a time. */
  readonly descending?: boolean;
  /** The rows cannot be put in its order: it is no column of the tables. */
  readonly unsorted?: boolean;
  /** What the number counts, in plain words. */
  readonly help?: string;
  /** Not on screen until someone chooses it. */
  readonly extra?: boolean;
  /** Never taken away, such as what carries the link of the row. */
  readonly always?: boolean;
  /** `isStop`: whether the row's link is the one that Tab reaches. */
  readonly cell: (row: R, isStop: boolean) => ReactNode;
}

/** Rows that someone selects; `set` takes several at once. */
export interface Selection<R> {
  readonly has: (asset: string) => boolean;
  readonly name: (row: R) => string;
  readonly set: (rows: readonly R[], on: boolean) => void;
}

/** The chosen columns in their one order; the first column always stays. */
export function chosenColumns<R>(all: readonly Column<R>[], chosen: readonly string[] | null): readonly Column<R>[] {
  return all.filter((column, index) => index === 0 || column.always === true || (chosen === null ? !column.extra : chosen.includes(column.key)));
}

interface ListTableProps<R> {
  readonly label: string;
  /** Changes with the filter, so that a new list starts at its top. */
  readonly listKey: string;
  readonly columns: readonly Column<R>[];
  readonly windows: Windows<R>;
  /** What an event names when it is about the row. */
  readonly assetOf: (row: R) => string;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onTop: (atTop: boolean) => void;
  readonly selection?: Selection<R>;
  /** Rows have room for two lines, as sentences need. */
  readonly tall?: boolean;
}

/** A numeric or time column is first wanted from its largest value down. */
function nextSort(key: string, sort: string, descendingFirst: boolean): string {
  if (sort === key) return `-${key}`;
  if (sort === `-${key}`) return key;
  return descendingFirst ? `-${key}` : key;
}

function sortState(key: string, sort: string): "ascending" | "descending" | "none" {
  if (sort === key) return "ascending";
  return sort === `-${key}` ? "descending" : "none";
}

export function ListTable<R>({ label, listKey, columns, windows, assetOf, sort, onSort, onTop, selection, tall = false }: ListTableProps<R>) {
  const pickedLast = useRef<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const rows = windows.total ?? 0;
  const painted = useFirstPainted();
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => box.current,
    estimateSize: () => (tall ? TALL_HEIGHT : ROW_HEIGHT),
    overscan: painted ? 5 : 0,
    scrollPaddingStart: ROW_HEIGHT,
    initialRect: { width: 1000, height: 640 },
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items[items.length - 1]?.index ?? 0;
  const stop = virtual.range?.startIndex ?? first;
  const late = useLasting(windows.stale);
  const { show } = windows;
  useEffect(() => show(first, last));
  useEffect(() => {
    if (virtual.scrollOffset && box.current) box.current.scrollTop = 0; // to set it lays the page out, even at the top
  }, [listKey, virtual]);

  /** With Shift, all rows from the last one that was picked: those that are loaded. */
  const pick = (index: number, shift: boolean) => {
    const row = windows.row(index);
    if (row === undefined || selection === undefined) return;
    const from = shift ? (pickedLast.current ?? index) : index;
    const range = Array.from({ length: Math.abs(index - from) + 1 }, (_, step) => windows.row(Math.min(index, from) + step));
    selection.set(range.filter((one) => one !== undefined), !selection.has(assetOf(row)));
    pickedLast.current = index;
  };
  const latestPick = useRef(pick);
  useEffect(() => {
    latestPick.current = pick;
  });
  const onPick = useCallback((index: number, shift: boolean) => latestPick.current(index, shift), []);
  const template = columns.map((column) => `minmax(${column.width}px, ${column.grow ?? column.width}fr)`).join(" ");
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div
      ref={box}
      className="grid-box"
      tabIndex={0}
      role="region"
      aria-label={label}
      onScroll={(event) => onTop(event.currentTarget.scrollTop < ROW_HEIGHT)}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={rows + 1}
        aria-colcount={columns.length}
        onKeyDown={moveAmongLinks}
        className={`grid-table${late ? " stale" : ""}${tall ? " tall" : ""}`}
        style={{ minWidth: width, "--columns": template }}
      >
        <div role="rowgroup" className="grid-head">
          <div role="row" aria-rowindex={1} className="grid-row">
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => (
            <BodyRow
              key={item.index}
              index={item.index}
              isStop={item.index === stop}
              top={item.start}
              columns={columns}
              row={windows.row(item.index)}
              {...stateOf(windows.row(item.index), assetOf, selection)}
              onPick={onPick}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface HeadProps<R> {
  column: Column<R>;
  sort: string;
  onSort: (sort: string) => void;
}

function Head<R>({ column, sort, onSort }: HeadProps<R>) {
  const state = sortState(column.key, sort);
  const descendingFirst = column.number === true || column.key.endsWith("_at") || column.descending === true;
  if (column.unsorted) return <div role="columnheader" className="grid-cell muted">{column.label}</div>;
  return (
    <div role="columnheader" aria-sort={state} className={column.number ? "grid-cell num" : "grid-cell"} title={column.help}>
      <button type="button" className="grid-sort" onClick={() => onSort(nextSort(column.key, sort, descendingFirst))}>
        {column.label}
        {state !== "none" && <Icon name={state === "ascending" ? "up" : "down"} />}
      </button>
    </div>
  );
}

interface RowState {
  /** It changed a moment ago. */
  tint: boolean;
  /** Undefined where rows cannot be picked. */
  picked: boolean | undefined;
  name: string;
}

function stateOf<R>(row: R | undefined, assetOf: (row: R) => string, selection: Selection<R> | undefined): RowState {
  if (row === undefined) return { tint: false, picked: undefined, name: "" };
  const asset = assetOf(row);
  return { tint: isFresh(asset, Date.now()), picked: selection?.has(asset), name: selection?.name(row) ?? "" };
}

interface BodyRowProps<R> extends RowState {
  index: number;
  isStop: boolean;
  top: number;
  columns: readonly Column<R>[];
  row: R | undefined;
  onPick: (index: number, shift: boolean) => void;
}

function sameRow<R>(before: BodyRowProps<R>, after: BodyRowProps<R>): boolean {
  const { columns: old, ...others } = before;
  return (
    old.length === after.columns.length &&
    old.every((column, at) => column === after.columns[at]) &&
    (Object.keys(others) as (keyof typeof others)[]).every((key) => others[key] === after[key])
  );
}

/** Drawn again only when something of it changed: a filter that is ticked draws the list before its answer is there. */
const BodyRow = memo(function BodyRow<R>({ index, isStop, top, columns, row, tint, picked, name, onPick }: BodyRowProps<R>) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={row === undefined ? true : undefined}
      aria-selected={picked}
      className="grid-row"
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, at) => (
        <div key={column.key} role="cell" className={`grid-cell${column.number ? " num" : ""}${tint ? " tint" : ""}`}>
          {at === 0 && picked !== undefined && (
            <input
              type="checkbox"
              data-select=""
              tabIndex={isStop ? 0 : -1}
              aria-label={`Select ${name}`}
              checked={picked}
              onChange={(event) => onPick(index, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
            />
          )}
          {row === undefined ? <span className="skeleton grid-wait" /> : column.cell(row, isStop)}
        </div>
      ))}
    </div>
  );
}, sameRow) as <R>(props: BodyRowProps<R>) => ReactNode;
