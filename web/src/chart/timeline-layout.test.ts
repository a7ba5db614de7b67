import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, place, type TimelineMark } from "./timeline-layout";

const mark = fc.record({ at: fc.nat({ max: 1000 }), lane: fc.nat({ max: 2 }), lasts: fc.boolean() });
const marks = fc.array(mark, { maxLength: 60 }).map((list) =>
  list.map((one, index): TimelineMark => ({ ...one, key: String(index), tone: "ok", name: `v${index}`, what: "registered" })),
);

test("names on one line never run into each other, and the newest has one", () => {
  fc.assert(
    fc.property(marks, (all) => {
      const placed = place(all, (at) => at);
      for (const lane of [0, 1, 2]) {
        for (const line of [0, 1, 2, 3, 4, 5]) {
          const row = placed.filter((one) => one.lane === lane && one.line === line);
          const named = row.filter((one) => one.named).map((one) => one.x);
          named.forEach((x, index) => index > 0 && expect(x - (named[index - 1] ?? 0)).toBeGreaterThanOrEqual(26));
          if (row.length > 0) expect(row.at(-1)?.named).toBe(true);
        }
      }
    }),
  );
});

test("what lasts stands on lines of its own until there is no more room", () => {
  const lasting = Array.from({ length: 8 }, (_, index): TimelineMark => ({ key: String(index), at: index, lane: 1, tone: "ok", name: "v", what: "serves", lasts: true }));
  const placed = place(lasting, (at) => at);
  expect(placed.map((one) => one.line)).toEqual([0, 1, 2, 3, 4, 5, 5, 5]);
  expect(linesOf(placed, 3)).toEqual([1, 6, 1]);
});
