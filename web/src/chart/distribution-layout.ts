/** The arithmetic of two distributions over the same bins, apart from their drawing. */
import { scaleBand, scaleLinear } from "d3-scale";
import type { Bin } from "../api/shape";
import { metric, percent } from "../format/number";
import type { Box } from "./layout";

export interface Bar {
  readonly x: number;
  readonly width: number;
  /** Null where the side is not known. */
  readonly baseline: number | null;
  readonly current: number | null;
}

export interface DistributionLayout {
  readonly bars: readonly Bar[];
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  /** The upper edge of the newer values; closed down to the floor it is their area. */
  readonly line: string;
  readonly floor: number;
  readonly step: number;
}

/** Bars stand from zero; numbers touch each other, words have a gap between them. */
export function distribution(bins: readonly Bin[], box: Box): DistributionLayout {
  const words = bins.some((bin) => bin.label !== null);
  const top = Math.max(0.01, ...bins.flatMap((bin) => [bin.baseline ?? 0, bin.current ?? 0]));
  const y = scaleLinear([0, top], [box.bottom, box.top]).nice(4);
  const x = scaleBand<number>(bins.map((_, index) => index), [box.left, box.right]).paddingInner(words ? 0.25 : 0.04);
  const bars = bins.map((bin, index) => ({
    x: x(index) ?? 0,
    width: x.bandwidth(),
    baseline: bin.baseline === null ? null : y(bin.baseline),
    current: bin.current === null ? null : y(bin.current),
  }));
  return { bars, ticks: y.ticks(4).map((value) => ({ value, y: y(value) })), line: outline(bars, words), floor: box.bottom, step: x.step() };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Steps for numbers, since a bin has one height; for words a stroke over each, since nothing lies between two. */
function outline(bars: readonly Bar[], words: boolean): string {
  let text = "";
  for (const [index, bar] of bars.entries()) {
    if (bar.current === null) continue;
    const next = bars[index + 1];
    const right = words || !next ? bar.x + bar.width : next.x;
    text += words || text === "" ? `M${round(bar.x)} ${round(bar.current)}` : `V${round(bar.current)}`;
    text += `H${round(right)}`;
  }
  return text;
}

export function binName(bin: Bin): string {
  if (bin.label !== null) return bin.label;
  if (bin.low === null) return `up to ${metric(bin.high ?? 0)}, below the baseline`;
  if (bin.high === null) return `above ${metric(bin.low)}, above the baseline`;
  return `${metric(bin.low)} to ${metric(bin.high)}`;
}

export function describeBin(bin: Bin): string {
  const side = (value: number | null) => (value === null ? "not known" : percent(value));
  return `${binName(bin)}: baseline ${side(bin.baseline)}, now ${side(bin.current)}`;
}
