/**
 * As of when the organisation is looked at: in the URL of every page, and in every request.
 *
 * The past and the present never share a document: going from one to the other loads the page anew, so that
 * nothing which one of them fetched, or heard of, is shown in the other.
 */
import { absolute } from "../format/time";

const KEY = "as_of";
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MINUTE_MS = 60_000;

/** The moment that the address names, as it is written there; null for now. */
export function asOf(): string | null {
  return new URLSearchParams(window.location.search).get(KEY);
}

/** The same address at another moment; what else stands in it stays. */
export function atMoment(to: string, moment: string | null): string {
  const url = new URL(to, window.location.href);
  if (moment === null) url.searchParams.delete(KEY);
  else url.searchParams.set(KEY, moment);
  return url.pathname + url.search + url.hash;
}

/** The same address at the moment that this page is of. */
export function inMoment(to: string): string {
  const moment = asOf();
  return moment === null ? to : atMoment(to, moment);
}

/** When it is on this page, in milliseconds: the end of a day that is named, and now where nothing is. */
export function pageTime(now: number): number {
  const moment = asOf();
  if (moment === null) return now;
  const at = Date.parse(DAY.test(moment) ? `${moment}T23:59:59.999Z` : moment);
  return Number.isNaN(at) ? now : at;
}

/** In words, for the banner; what is no moment is said as it is written, and the server says what is wrong. */
export function momentWords(moment: string): string {
  return DAY.test(moment) ? `at the end of ${absolute(`${moment}T00:00:00Z`).replace(" 00:00", "")}` : `on ${absolute(moment)}`;
}

/** The two fields of a moment, in UTC; empty where it names none, and the time where it is a day. */
export function momentFields(moment: string | null): readonly [day: string, time: string] {
  if (moment === null) return ["", ""];
  if (DAY.test(moment)) return [moment, ""];
  const at = Date.parse(moment);
  if (Number.isNaN(at)) return ["", ""];
  const written = new Date(at).toISOString();
  return [written.slice(0, 10), written.slice(11, 16)];
}

/** What is chosen in two fields: a day alone stands for its end, but today for now, as it has not ended. */
export function chosenMoment(day: string, time: string, now: number): string {
  if (time !== "") return `${day}T${time}:00Z`;
  const today = new Date(now).toISOString();
  return today.startsWith(day) ? new Date(now - (now % MINUTE_MS)).toISOString().replace(".000", "") : day;
}
