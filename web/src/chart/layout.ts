/** The arithmetic of the charts, apart from their drawing. */
import { scaleBand, scaleLinear } from "d3-scale";

export interface Series {
  readonly key: string;
  readonly label: string;
  readonly fill: string;
}

export interface Column {
  readonly key: string;
  readonly label: string;
  readonly values: readonly number[];
}

export interface Segment {
  readonly series: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Tick {
  readonly value: number;
  readonly y: number;
}

export interface StackLayout {
  readonly segments: readonly (readonly Segment[])[];
  readonly centres: readonly number[];
  readonly step: number;
  readonly ticks: readonly Tick[];
  readonly baseline: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const GAP = 1;
/** Grid lines besides the baseline. */
const MOST_LINES = 5;

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Stacks from zero, one pixel between segments, at most five grid lines over the baseline, on whole numbers. */
export function stack(columns: readonly Column[], box: Box): StackLayout {
  const top = Math.max(1, ...columns.map((column) => total(column.values)));
  const x = scaleBand<number>(columns.map((_, index) => index), [box.left, box.right]).paddingInner(0.14).paddingOuter(0.07);
  const y = scaleLinear([0, top], [box.bottom, box.top]).nice(4);
  const segments = columns.map((column, index) => {
    let sum = 0;
    return column.values.map((value, series) => {
      const from = y(sum);
      sum += value;
      const height = from - y(sum);
      const gap = value > 0 && sum > value && height > 2 * GAP ? GAP : 0;
      return { series, x: x(index) ?? 0, y: y(sum), width: x.bandwidth(), height: Math.max(0, height - gap) };
    });
  });
  const values = [4, 3, 2].map((wanted) => y.ticks(wanted)).find((found) => found.length <= MOST_LINES + 1) ?? [0];
  const ticks = values.filter(Number.isInteger).map((value) => ({ value, y: y(value) }));
  const centres = columns.map((_, index) => (x(index) ?? 0) + x.bandwidth() / 2);
  return { segments, centres, step: x.step(), ticks, baseline: box.bottom };
}

/** Which labels fit: every nth, counted from the newest, so that the current month always has one. */
export function shownLabels(count: number, step: number, width: number): readonly number[] {
  const every = Math.max(1, Math.ceil(width / Math.max(step, 1)));
  return Array.from({ length: count }, (_, index) => index).filter((index) => (count - 1 - index) % every === 0);
}

/** The points of a sparkline inside its box; a flat line runs through the middle. */
export function sparkPoints(values: readonly number[], width: number, height: number): readonly (readonly [number, number])[] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const y = scaleLinear([low, high === low ? low + 1 : high], [height - 3, 3]);
  const middle = height / 2;
  const step = values.length > 1 ? (width - 6) / (values.length - 1) : 0;
  return values.map((value, index) => [3 + index * step, high === low ? middle : y(value)] as const);
}

export interface Cursor {
  readonly column: number;
  /** -1 is the whole column. */
  readonly series: number;
}

/** Where an arrow key leads inside a chart; null when the key is not for the chart. */
export function moveCursor(cursor: Cursor, key: string, columns: number, series: number): Cursor | null {
  switch (key) {
    case "ArrowLeft":
      return { ...cursor, column: Math.max(0, cursor.column - 1) };
    case "ArrowRight":
      return { ...cursor, column: Math.min(columns - 1, cursor.column + 1) };
    case "ArrowUp":
      return { ...cursor, series: Math.min(series - 1, cursor.series + 1) };
    case "ArrowDown":
      return { ...cursor, series: Math.max(-1, cursor.series - 1) };
    case "Home":
      return { ...cursor, column: 0 };
    case "End":
      return { ...cursor, column: columns - 1 };
    default:
      return null;
  }
}
