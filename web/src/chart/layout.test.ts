import fc from "fast-check";
import { expect, test } from "vitest";
import { moveCursor, shownLabels, sparkPoints, stack, total, type Column } from "./layout";

const BOX = { left: 40, top: 10, right: 600, bottom: 200 };
const columns = fc
  .array(fc.array(fc.nat({ max: 5000 }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 36 })
  .map((rows) => rows.map((values, index): Column => ({ key: String(index), label: String(index), values })));

test("bars start at zero and stay inside the box", () => {
  fc.assert(
    fc.property(columns, (data) => {
      const layout = stack(data, BOX);
      for (const segment of layout.segments.flat()) {
        expect(segment.y).toBeGreaterThanOrEqual(BOX.top - 0.001);
        expect(segment.y + segment.height).toBeLessThanOrEqual(BOX.bottom + 0.001);
        expect(segment.x).toBeGreaterThanOrEqual(BOX.left);
        expect(segment.x + segment.width).toBeLessThanOrEqual(BOX.right + 0.001);
      }
    }),
  );
});

test("the height of a bar is proportional to its total", () => {
  const layout = stack(
    [
      { key: "a", label: "a", values: [10, 0, 0] },
      { key: "b", label: "b", values: [20, 0, 0] },
    ],
    BOX,
  );
  const [a, b] = layout.segments.map((parts) => total(parts.map((part) => part.height)));
  expect(b).toBeCloseTo(2 * (a ?? 0));
});

test("parts of a bar do not overlap", () => {
  fc.assert(
    fc.property(columns, (data) => {
      for (const parts of stack(data, BOX).segments) {
        parts.forEach((part, index) => {
          const above = parts[index + 1];
          if (above) expect(above.y + above.height).toBeLessThanOrEqual(part.y + 0.001);
        });
      }
    }),
  );
});

test("there are at most five grid lines over the baseline, on whole numbers", () => {
  fc.assert(
    fc.property(columns, (data) => {
      const ticks = stack(data, BOX).ticks.map((tick) => tick.value);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks[0]).toBe(0);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});

test("the newest label is always shown", () => {
  expect(shownLabels(24, 20, 64)).toContain(23);
  expect(shownLabels(5, 100, 64)).toEqual([0, 1, 2, 3, 4]);
  expect(shownLabels(0, 20, 64)).toEqual([]);
});

test("a flat sparkline runs through the middle", () => {
  expect(sparkPoints([4, 4, 4], 72, 28).map(([, y]) => y)).toEqual([14, 14, 14]);
});

test("arrow keys stay inside the chart and leave other keys alone", () => {
  expect(moveCursor({ column: 0, series: -1 }, "ArrowLeft", 3, 2)).toEqual({ column: 0, series: -1 });
  expect(moveCursor({ column: 0, series: -1 }, "ArrowRight", 3, 2)).toEqual({ column: 1, series: -1 });
  expect(moveCursor({ column: 2, series: 1 }, "ArrowUp", 3, 2)).toEqual({ column: 2, series: 1 });
  expect(moveCursor({ column: 2, series: 0 }, "ArrowDown", 3, 2)).toEqual({ column: 2, series: -1 });
  expect(moveCursor({ column: 1, series: 0 }, "End", 3, 2)).toEqual({ column: 2, series: 0 });
  expect(moveCursor({ column: 1, series: 0 }, "Tab", 3, 2)).toBeNull();
});
