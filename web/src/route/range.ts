/**
 * Of which time series and counts over a period are told: in the URL of every page, as it is written there.
 *
 * Nothing is judged here: the API says what is no range, in the words that its errors have. Where nothing is
 * named, each chart has a range of its own, and asks as if there were no ranges.
 */
import { day } from "../format/time";
import { visible } from "../format/visible";
import { matchPath, type Page } from "./path";

const KEYS = ["range", "from", "to"] as const;

export interface TimeRange {
  /** One of `RANGES`, unless somebody wrote another into the address. */
  readonly range: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export const NO_RANGE: TimeRange = { range: null, from: null, to: null };

export const RANGES = [
  ["7d", "Last 7 days"],
  ["30d", "Last 30 days"],
  ["90d", "Last 90 days"],
  ["12m", "Last 12 months"],
  ["all", "All time"],
] as const;

/** Pages that show something of a period; the others carry the range in their URL, to the next one that does. */
const KNOWING: readonly Page["name"][] = ["overview", "group", "version", "endpoints", "endpoint", "monitoring", "findings", "teams", "team"];

export function knowsRange(pathname: string): boolean {
  return KNOWING.includes(matchPath(pathname).name);
}

export function parseRange(search: string): TimeRange {
  const params = new URLSearchParams(search);
  const named = (key: string) => params.get(key) || null;
  return { range: named("range"), from: named("from"), to: named("to") };
}

export function isRanged({ range, from, to }: TimeRange): boolean {
  return range !== null || from !== null || to !== null;
}

/** The query string of the API. */
export function rangeSearch(range: TimeRange): string {
  const params = new URLSearchParams();
  for (const key of KEYS) if (range[key] !== null) params.set(key, range[key]);
  return params.toString();
}

/** The same address with another range; what else stands in it stays. */
export function withRange(to: string, range: TimeRange): string {
  const url = new URL(to, window.location.href);
  for (const key of KEYS) {
    if (range[key] === null) url.searchParams.delete(key);
    else url.searchParams.set(key, range[key]);
  }
  return url.pathname + url.search + url.hash;
}

/** The same address with the range of this page, unless it names one itself. */
export function inRange(to: string): string {
  const range = parseRange(window.location.search);
  if (!isRanged(range)) return to;
  return isRanged(parseRange(new URL(to, window.location.href).search)) ? to : withRange(to, range);
}

function said(text: string): string {
  return visible(day(text));
}

/** "last 90 days", "1 Oct 2026 to 31 Oct 2026"; null where each chart has its own. What is no range is said as it is written. */
export function rangeWords({ range, from, to }: TimeRange): string | null {
  if (range !== null) return RANGES.find(([name]) => name === range)?.[1].toLowerCase() ?? visible(range);
  if (from !== null && to !== null) return from === to ? said(from) : `${said(from)} to ${said(to)}`;
  if (from !== null) return `since ${said(from)}`;
  return to === null ? null : `until ${said(to)}`;
}

/** The same where it begins a text. */
export function rangeTitle(range: TimeRange): string | null {
  const words = rangeWords(range);
  return words === null ? null : words.charAt(0).toUpperCase() + words.slice(1);
}
