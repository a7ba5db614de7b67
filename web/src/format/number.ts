/** Numbers as people read them: separators, a true minus, no false precision. */

const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const SMALL = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });
const DOLLARS = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const CENTS = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function trueMinus(text: string): string {
  return text.replace("-", "\u2212");
}

export function count(value: number): string {
  return trueMinus(WHOLE.format(value));
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
  return trueMinus(Number.isInteger(value) ? WHOLE.format(value) : SMALL.format(value));
}

function decimals(text: string): number {
  const point = text.indexOf(".");
  return point === -1 ? 0 : text.length - point - 1;
}

/** The difference of two metrics, with the decimals that the metrics themselves show. */
export function metricChange(value: number, previous: number): string {
  const digits = Math.max(decimals(metric(value)), decimals(metric(previous)));
  const text = Math.abs(value - previous).toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
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
  const text = Math.abs(value) < 100 && !Number.isInteger(value) ? CENTS.format(Math.abs(value)) : DOLLARS.format(Math.abs(value));
  return (value < 0 ? "\u2212$" : "$") + text;
}
