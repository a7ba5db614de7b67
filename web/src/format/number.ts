/**
 * Numbers as people read them: separators, a true minus, no false precision.
 *
 * Not Intl.NumberFormat: its first use costs a page 50 ms, and texts are in one language so far. The tests hold
 * what is written here against it.
 */

const TINY = 1e-9; // below it nobody counts noughts

/** Decimal digits with a comma between thousands. */
function grouped(digits: string): string {
  const [whole = "", part] = digits.split(".");
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? separated : `${separated}.${part}`;
}

function whole(value: number): string {
  return grouped((Math.sign(value) * Math.round(Math.abs(value)) || 0).toFixed(0));
}

/** At most four significant digits. */
function small(value: number): string {
  const rounded = Number(value.toPrecision(4));
  if (rounded !== 0 && Math.abs(rounded) < TINY) return rounded.toExponential();
  const decimals = rounded === 0 ? 0 : Math.max(0, 3 - Math.floor(Math.log10(Math.abs(rounded))));
  const digits = rounded.toFixed(decimals);
  return grouped(digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits);
}

function trueMinus(text: string): string {
  return text.replace("-", "\u2212");
}

export function count(value: number): string {
  return trueMinus(whole(value));
}

/** "1 version", "2 versions", "1,204 versions". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function signed(value: number): string {
  if (value === 0) return "0";
  return (value > 0 ? "+" : "") + count(value);
}

/** A metric: whole numbers with separators, others with four significant digits. */
export function metric(value: number): string {
  return trueMinus(Number.isInteger(value) ? whole(value) : small(value));
}

function decimals(text: string): number {
  const point = text.indexOf(".");
  return point === -1 ? 0 : text.length - point - 1;
}

/** The difference of two metrics, with the decimals that the metrics themselves show. */
export function metricChange(value: number, previous: number): string {
  const digits = Math.max(decimals(metric(value)), decimals(metric(previous)));
  const text = grouped(Math.abs(value - previous).toFixed(digits));
  if (Number(text.replace(/,/g, "")) === 0) return "0";
  return (value > previous ? "+" : "\u2212") + text;
}

/** A share as a percentage; one that is not nothing never reads as 0. */
export function percent(share: number): string {
  const value = share * 100;
  return value > 0 && value < 0.1 ? "<0.1%" : `${Number(value.toFixed(1))}%`;
}

/** Dollars; below 100 with cents, since rounding would be most of the value, and never 0 for less than a cent. */
export function dollars(value: number): string {
  if (value > 0 && value < 0.01) return "<$0.01";
  const text = Math.abs(value) < 100 && !Number.isInteger(value) ? Math.abs(value).toFixed(2) : whole(Math.abs(value));
  return (value < 0 ? "\u2212$" : "$") + text;
}
