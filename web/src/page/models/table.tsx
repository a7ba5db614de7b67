import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { isFresh } from "../../live/store";
import { moveAmongLinks } from "../../ui/row-keys";
import { Icon } from "../../ui/icon";
import { assetOf, type Column } from "./columns";
import type { Row, Windows } from "./windows";

const ROW_HEIGHT = 32;

interface ModelTableProps {
  readonly label: string;
  /** Changes with the filter, so that a new list starts at its top. */
  readonly listKey: string;
  readonly columns: readonly Column<Row>[];
  readonly windows: Windows;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onTop: (atTop: boolean) => void;
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

export function ModelTable({ label, listKey, columns, windows, sort, onSort, onTop }: ModelTableProps) {
  const box = useRef<HTMLDivElement>(null);
  const rows = windows.total ?? 0;
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollPaddingStart: ROW_HEIGHT,
    initialRect: { width: 1000, height: 640 },
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items[items.length - 1]?.index ?? 0;
  const stop = virtual.range?.startIndex ?? first;
  const { show } = windows;
  useEffect(() => show(first, last));
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [listKey]);

  const template = columns.map((column) => `minmax(${column.width}px, ${column.width}fr)`).join(" ");
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
        className={windows.stale ? "grid-table stale" : "grid-table"}
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
            <BodyRow key={item.index} index={item.index} isStop={item.index === stop} top={item.start} columns={columns} row={windows.row(item.index)} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface HeadProps {
  column: Column<Row>;
  sort: string;
  onSort: (sort: string) => void;
}

function Head({ column, sort, onSort }: HeadProps) {
  const state = sortState(column.key, sort);
  const descendingFirst = column.number === true || column.key.endsWith("_at") || column.key === "endpoints";
  return (
    <div role="columnheader" aria-sort={state} className={column.number ? "grid-cell num" : "grid-cell"}>
      <button type="button" className="grid-sort" onClick={() => onSort(nextSort(column.key, sort, descendingFirst))}>
        {column.label}
        {state !== "none" && <Icon name={state === "ascending" ? "up" : "down"} />}
      </button>
    </div>
  );
}

interface BodyRowProps {
  index: number;
  isStop: boolean;
  top: number;
  columns: readonly Column<Row>[];
  row: Row | undefined;
}

function BodyRow({ index, isStop, top, columns, row }: BodyRowProps) {
  const tint = row !== undefined && isFresh(assetOf(row), Date.now());
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={row === undefined ? true : undefined}
      className="grid-row"
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column) => (
        <div key={column.key} role="cell" className={`grid-cell${column.number ? " num" : ""}${tint ? " tint" : ""}`}>
          {row === undefined ? <span className="skeleton grid-wait" /> : column.cell(row, isStop)}
        </div>
      ))}
    </div>
  );
}
