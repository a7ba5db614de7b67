import { afterEach, expect, test } from "vitest";
import { inRange, isRanged, knowsRange, NO_RANGE, parseRange, rangeSearch, rangeTitle, rangeWords, withRange } from "./range";

afterEach(() => window.history.replaceState(null, "", "/"));

test("without a range every address stays as it is", () => {
  expect(isRanged(parseRange("?q=a&range="))).toBe(false);
  expect(rangeSearch(NO_RANGE)).toBe("");
  expect(inRange("/teams?q=a#b")).toBe("/teams?q=a#b");
});

test("a range is said in words, and handed on as it is written", () => {
  expect(rangeWords(parseRange("?range=90d"))).toBe("last 90 days");
  expect(rangeWords(parseRange("?range=12m"))).toBe("last 12 months");
  expect(rangeWords(parseRange("?range=all"))).toBe("all time");
  expect(rangeWords(parseRange("?from=2026-10-01&to=2026-10-31"))).toBe("1 Oct 2026 to 31 Oct 2026");
  expect(rangeWords(parseRange("?from=2026-10-01&to=2026-10-01"))).toBe("1 Oct 2026");
  expect(rangeWords(parseRange("?from=2026-10-01"))).toBe("since 1 Oct 2026");
  expect(rangeWords(parseRange("?to=2026-10-31"))).toBe("until 31 Oct 2026");
  expect(rangeWords(NO_RANGE)).toBeNull();
  expect([rangeTitle(NO_RANGE), rangeTitle(parseRange("?range=7d"))]).toEqual([null, "Last 7 days"]);
  expect(rangeWords(parseRange("?range=soon"))).toBe("soon");
  expect(rangeSearch(parseRange("?range=soon&q=a"))).toBe("range=soon");
});

test("a range goes along with every address, but not over one that has its own", () => {
  window.history.replaceState(null, "", "/?range=90d");
  expect(inRange("/teams?q=a#b")).toBe("/teams?q=a&range=90d#b");
  expect(inRange(inRange("/"))).toBe("/?range=90d");
  expect(inRange("/endpoints?from=2026-10-01")).toBe("/endpoints?from=2026-10-01");
});

test("another range takes the place of the one before", () => {
  const october = { range: null, from: "2026-10-01", to: "2026-10-31" };
  expect(withRange("/?range=90d&region=x", october)).toBe("/?region=x&from=2026-10-01&to=2026-10-31");
  expect(withRange("/?from=2026-10-01&to=2026-10-31", NO_RANGE)).toBe("/");
});

test("pages without anything over time do not know it", () => {
  expect(knowsRange("/")).toBe(true);
  expect(knowsRange("/models/1/eu/g/2")).toBe(true);
  expect(knowsRange("/models")).toBe(false);
  expect(knowsRange("/coverage")).toBe(false);
});
