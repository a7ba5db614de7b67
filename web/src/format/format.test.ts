import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { count, dollars, metric, metricChange, percent, plural, signed } from "./number";
import { absolute, age, ago, duration, month } from "./time";

describe("numbers", () => {
  test("separators group thousands and minus is a true minus", () => {
    expect(count(1234567)).toBe("1,234,567");
    expect(signed(-30)).toBe("\u221230");
    expect(signed(9)).toBe("+9");
    expect(signed(0)).toBe("0");
  });

  test("one is singular", () => {
    expect(plural(1, "version")).toBe("1 version");
    expect(plural(0, "version")).toBe("0 versions");
  });

  test("small amounts keep their cents", () => {
    expect(dollars(41870.25)).toBe("$41,870");
    expect(dollars(4.2)).toBe("$4.20");
    expect(dollars(0.004)).toBe("<$0.01");
    expect(dollars(0)).toBe("$0");
    expect(dollars(-12)).toBe("\u2212$12");
  });

  test("a share is a percentage, and a small one is not 0", () => {
    expect([0, 0.0004, 0.032, 0.5, 1].map(percent)).toEqual(["0%", "<0.1%", "3.2%", "50%", "100%"]);
  });

  test("numbers are written as the browser's own formatter writes them", () => {
    const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
    const small = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });
    const same = (text: string) => text.replace(/^-0$/, "0").replace("-", "\u2212");
    fc.assert(
      fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -9e15, max: 9e15 }), fc.integer(), fc.double({ noNaN: true, min: 0, max: 2 })), (value) => {
        fc.pre(value === 0 || Math.abs(value) >= 1e-9);
        expect(count(value)).toBe(same(whole.format(value)));
        expect(metric(value)).toBe(same(Number.isInteger(value) ? whole.format(value) : small.format(value)));
      }),
      { numRuns: 2000 },
    );
  });

  test("a metric's change shows as many decimals as the metrics do", () => {
    expect(metric(0.87312)).toBe("0.8731");
    expect(metric(1.23456e-30)).toBe("1.235e\u221230");
    expect(metricChange(0.423, 0.633)).toBe("\u22120.210");
    expect(metricChange(0.5, 0.5)).toBe("0");
    expect(metricChange(1203331, 1203330)).toBe("+1");
  });
});

describe("times", () => {
  const now = Date.parse("2026-11-24T12:00:00Z");

  test.each([
    ["2026-11-24T11:59:48Z", "12 s"],
    ["2026-11-24T11:56:00Z", "4 min"],
    ["2026-11-24T06:00:00Z", "6 h"],
    ["2026-11-21T12:00:00Z", "3 d"],
    ["2026-01-05T12:00:00Z", "5 Jan 2026"],
  ])("%s is %s old", (iso, text) => {
    expect(age(iso, now)).toBe(text);
  });

  test("a day is not said to be ago", () => {
    expect(ago("2026-11-24T06:00:00Z", now)).toBe("6 h ago");
    expect(ago("2026-01-05T12:00:00Z", now)).toBe("5 Jan 2026");
  });

  test("a clock that runs behind the server's shows no negative age", () => {
    expect(age("2026-11-24T12:00:05Z", now)).toBe("0 s");
  });

  test("absolute times are UTC, whatever zone the reader is in", () => {
    expect(absolute("2026-10-19T14:02:03.000000Z")).toBe("19 Oct 2026 14:02 UTC");
    expect(absolute("2026-10-19T23:30:03+02:00", true)).toBe("19 Oct 2026 21:30:03 UTC");
    expect(absolute("not a time")).toBe("not a time");
  });

  test("a month key is a month", () => {
    expect(month("2026-11")).toBe("Nov 2026");
  });
});

test("a duration is its two largest parts", () => {
  expect([0, 45, 60, 620, 7500, 7201].map(duration)).toEqual(["0 s", "45 s", "1 min", "10 min 20 s", "2 h 5 min", "2 h"]);
});
