import { afterEach, expect, test } from "vitest";
import { asOf, atMoment, chosenMoment, inMoment, momentFields, momentWords, pageTime } from "./moment";

const NOON = "2026-11-01T12:30:00Z";
const NOW = Date.parse("2026-11-27T08:09:10Z");

afterEach(() => window.history.replaceState(null, "", "/"));

test("the present leaves every address as it is", () => {
  expect(asOf()).toBeNull();
  expect(inMoment("/models?q=a&sort=x#b")).toBe("/models?q=a&sort=x#b");
  expect(pageTime(NOW)).toBe(NOW);
});

test("the past goes along with every address, once", () => {
  window.history.replaceState(null, "", `/coverage?as_of=${NOON}`);
  expect(asOf()).toBe(NOON);
  expect(inMoment("/models?q=a b#c")).toBe("/models?q=a+b&as_of=2026-11-01T12%3A30%3A00Z#c");
  expect(inMoment(inMoment("/"))).toBe("/?as_of=2026-11-01T12%3A30%3A00Z");
  expect(inMoment("?tab=history")).toBe("/coverage?tab=history&as_of=2026-11-01T12%3A30%3A00Z");
  expect(atMoment("/models?as_of=x&q=a", null)).toBe("/models?q=a");
  expect(pageTime(NOW)).toBe(Date.parse(NOON));
});

test("a day stands for its end", () => {
  window.history.replaceState(null, "", "/?as_of=2026-10-31");
  expect(pageTime(NOW)).toBe(Date.parse("2026-11-01T00:00:00Z") - 1);
  expect(momentWords("2026-10-31")).toBe("at the end of 31 Oct 2026 UTC");
  expect(momentWords("2026-11-01T00:00:00Z")).toBe("on 1 Nov 2026 00:00 UTC");
});

test("what is no moment is said as it is written", () => {
  window.history.replaceState(null, "", "/?as_of=soon");
  expect(momentWords("soon")).toBe("on soon");
  expect(pageTime(NOW)).toBe(NOW);
});

test("the fields show a moment in UTC, whatever zone it was written in", () => {
  expect(momentFields("2026-11-01T01:30:59+02:00")).toEqual(["2026-10-31", "23:30"]);
  expect(momentFields("2026-11-01")).toEqual(["2026-11-01", ""]);
  expect(momentFields("soon")).toEqual(["", ""]);
  expect(momentFields(null)).toEqual(["", ""]);
});

test("a day is chosen to its end, and today to this minute, as it has not ended", () => {
  expect(chosenMoment("2026-11-01", "", NOW)).toBe("2026-11-01");
  expect(chosenMoment("2026-11-01", "12:30", NOW)).toBe(NOON);
  expect(chosenMoment("2026-11-27", "", NOW)).toBe("2026-11-27T08:09:00Z");
});
