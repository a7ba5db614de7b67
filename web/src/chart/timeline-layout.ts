/** The arithmetic of the time line, apart from its drawing. */
import type { Tone } from "../status";

export interface TimelineMark {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly lane: number;
  readonly tone: Tone;
  /** Beside the mark, where there is room: "v12". */
  readonly name: string;
  /** What happened, in words. */
  readonly what: string;
  /** It goes on until now. */
  readonly lasts?: boolean;
}

export interface PlacedMark extends TimelineMark {
  readonly x: number;
  /** Which line of its lane it stands on: bars that would cover each other stand on lines of their own. */
  readonly line: number;
  readonly named: boolean;
}

const NAME_ROOM = 26;
const MOST_LINES = 6;

/** Oldest first, so that arrow keys walk through time. */
export function inTime(marks: readonly TimelineMark[]): readonly TimelineMark[] {
  return [...marks].sort((a, b) => a.at - b.at || a.lane - b.lane || a.key.localeCompare(b.key));
}

/** Places every mark; names are written where they do not run into the one before, the newest first. */
export function place(marks: readonly TimelineMark[], x: (at: number) => number): readonly PlacedMark[] {
  const lasting = new Map<number, number>();
  const placed = inTime(marks).map((mark) => {
    const line = mark.lasts ? Math.min(lasting.get(mark.lane) ?? 0, MOST_LINES - 1) : 0;
    if (mark.lasts) lasting.set(mark.lane, line + 1);
    return { ...mark, x: x(mark.at), line, named: false };
  });
  const free = new Map<string, number>();
  return placed
    .toReversed()
    .map((mark) => {
      const row = `${mark.lane} ${mark.line}`;
      const named = mark.x + NAME_ROOM <= (free.get(row) ?? Infinity);
      if (named) free.set(row, mark.x);
      return { ...mark, named };
    })
    .toReversed();
}

/** How many lines each lane takes. */
export function linesOf(placed: readonly PlacedMark[], lanes: number): readonly number[] {
  return Array.from({ length: lanes }, (_, lane) =>
    Math.max(1, ...placed.filter((mark) => mark.lane === lane).map((mark) => mark.line + 1)),
  );
}
