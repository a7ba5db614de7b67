/** The arithmetic of the line chart, apart from its drawing. */

export interface LinePoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number | null;
  readonly limit: number | null;
  /** What the point is, where that says more than its time: "v12". */
  readonly name?: string;
  /** What else is to be said of it. */
  readonly note?: string;
}

export interface LinePaths {
  readonly value: string;
  readonly limit: string;
  /** Points that no line leads to or from: they would not be seen. */
  readonly single: readonly { readonly x: number; readonly y: number }[];
}

/** A path through what is known; what is not known is a gap, never zero. */
function path(found: readonly (readonly [number, number] | null)[], step: boolean): string {
  let text = "";
  let before: readonly [number, number] | null = null;
  for (const point of found) {
    if (point !== null) {
      const [x, y] = point.map((value) => Math.round(value * 10) / 10) as [number, number];
      text += before === null ? `M${x} ${y}` : step ? `H${x}V${y}` : `L${x} ${y}`;
    }
    before = point;
  }
  return text;
}

export function paths(points: readonly LinePoint[], x: (point: LinePoint) => number, y: (value: number) => number, step: boolean): LinePaths {
  const known = points.map((point) => (point.value === null ? null : ([x(point), y(point.value)] as const)));
  const limits = points.map((point) => (point.limit === null ? null : ([x(point), y(point.limit)] as const)));
  const single = known.flatMap((point, index) =>
    point !== null && known[index - 1] == null && known[index + 1] == null ? [{ x: point[0], y: point[1] }] : [],
  );
  return { value: path(known, step), limit: path(limits, false), single };
}

/** The point that is nearest to a place. */
export function near(places: readonly number[], x: number): number | null {
  let best: number | null = null;
  for (const [index, place] of places.entries()) {
    if (best === null || Math.abs(place - x) < Math.abs((places[best] ?? 0) - x)) best = index;
  }
  return best;
}

/** Ticks with room for their labels inside the chart, one for each day. */
export function lineTicks(ticks: readonly Date[], x: (at: Date) => number, width: number): readonly { at: number; x: number }[] {
  const days = new Map(ticks.map((tick) => [tick.toISOString().slice(0, 10), tick]));
  return [...days.values()].map((tick) => ({ at: tick.getTime(), x: x(tick) })).filter((tick) => tick.x > 76 && tick.x < width - 36);
}
