import { useRef, useState, type KeyboardEvent } from "react";
import { count } from "../format/number";
import { moveCursor, shownLabels, stack, total, type Column, type Cursor, type Series } from "./layout";
import { useWidth } from "./width";

interface StackedBarsProps {
  readonly label: string;
  readonly series: readonly Series[];
  readonly columns: readonly Column[];
  readonly height?: number;
  /** A column, or one of its segments when `series` is given. */
  readonly onPick: (column: Column, series: Series | null) => void;
}

const LEFT = 40;
const LABEL_WIDTH = 64;

function describe(column: Column, series: readonly Series[], at: number): string {
  const one = series[at];
  if (one) return `${column.label}, ${one.label}: ${count(column.values[at] ?? 0)}`;
  const parts = series.map((each, index) => `${each.label} ${count(column.values[index] ?? 0)}`);
  return `${column.label}: ${count(total(column.values))} in all, ${parts.join(", ")}`;
}

/** Stacked bars with one tab stop: left and right choose the bar, up and down the part, Enter opens it. */
export function StackedBars({ label, series, columns, height = 232, onPick }: StackedBarsProps) {
  const [box, width] = useWidth<HTMLDivElement>(560);
  const [chosen, setChosen] = useState<Cursor>({ column: columns.length - 1, series: -1 });
  const [hover, setHover] = useState<Cursor | null>(null);
  const bars = useRef<(SVGGElement | null)[]>([]);
  const layout = stack(columns, { left: LEFT, top: 10, right: width - 2, bottom: height - 22 });
  const labels = new Set(shownLabels(columns.length, layout.step, LABEL_WIDTH));
  const cursor = { ...chosen, column: Math.min(chosen.column, columns.length - 1) };

  const pick = (at: Cursor) => {
    const column = columns[at.column];
    if (column) onPick(column, series[at.series] ?? null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick(cursor);
      return;
    }
    const next = moveCursor(cursor, event.key, columns.length, series.length);
    if (!next) return;
    event.preventDefault();
    setChosen(next);
    setHover(next);
    bars.current[next.column]?.focus();
  };

  return (
    <div ref={box} className="chart" role="group" aria-label={label}>
      <svg width={width} height={height}>
        <g aria-hidden="true">
          {layout.ticks.map((tick) => (
            <g key={tick.value}>
              <line className="chart-grid" x1={LEFT} x2={width} y1={tick.y} y2={tick.y} />
              <text className="chart-label" x={LEFT - 8} y={tick.y + 4} textAnchor="end">
                {count(tick.value)}
              </text>
            </g>
          ))}
        </g>
        {columns.map((column, index) => {
          const centre = layout.centres[index] ?? 0;
          const active = hover?.column === index ? hover : null;
          return (
            <g
              key={column.key}
              ref={(element) => {
                bars.current[index] = element;
              }}
              className="chart-bar"
              role="button"
              tabIndex={index === cursor.column ? 0 : -1}
              aria-label={describe(column, series, index === cursor.column ? cursor.series : -1)}
              onKeyDown={onKeyDown}
              onFocus={() => setHover({ column: index, series: index === cursor.column ? cursor.series : -1 })}
              onBlur={() => setHover(null)}
              onMouseLeave={() => setHover(null)}
            >
              <rect
                className="chart-hit"
                x={centre - layout.step / 2}
                y={0}
                width={layout.step}
                height={height}
                onMouseEnter={() => setHover({ column: index, series: -1 })}
                onClick={() => pick({ column: index, series: -1 })}
              />
              {layout.segments[index]?.map((segment) => (
                <rect
                  key={segment.series}
                  className={active && active.series !== -1 && active.series !== segment.series ? "chart-dim" : undefined}
                  x={segment.x}
                  y={segment.y}
                  width={segment.width}
                  height={segment.height}
                  fill={series[segment.series]?.fill}
                  onMouseEnter={() => setHover({ column: index, series: segment.series })}
                  onClick={() => pick({ column: index, series: segment.series })}
                />
              ))}
            </g>
          );
        })}
        <g aria-hidden="true" pointerEvents="none">
          {columns.map(
            (column, index) =>
              labels.has(index) && (
                <text key={column.key} className="chart-label" x={Math.min(layout.centres[index] ?? 0, width - 26)} y={height - 6} textAnchor="middle">
                  {column.key}
                </text>
              ),
          )}
        </g>
      </svg>
      {hover && <Tip columns={columns} series={series} at={hover} x={layout.centres[hover.column] ?? 0} width={width} />}
    </div>
  );
}

interface TipProps {
  columns: readonly Column[];
  series: readonly Series[];
  at: Cursor;
  x: number;
  width: number;
}

function Tip({ columns, series, at, x, width }: TipProps) {
  const column = columns[at.column];
  if (!column) return null;
  const side = x > width / 2 ? { right: width - x + 12 } : { left: x + 12 };
  return (
    <div className="chart-tip" style={side} aria-hidden="true">
      <strong>{column.label}</strong>
      {series.map((one, index) => (
        <span key={one.key} className={index === at.series ? "chart-tip-on" : undefined}>
          <i className="swatch" style={{ background: one.fill }} />
          {one.label}
          <b>{count(column.values[index] ?? 0)}</b>
        </span>
      ))}
    </div>
  );
}
