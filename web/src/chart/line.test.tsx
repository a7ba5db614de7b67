import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { LineChart, LineData } from "./line";
import { near, paths } from "./line-layout";

const DAY = 86_400_000;
const POINTS = [
  { at: 0, value: null, limit: 5 },
  { at: DAY, value: 3, limit: 5 },
  { at: 2 * DAY, value: 7, limit: 5 },
];
const x = (point: { at: number }) => point.at / DAY;
const y = (value: number) => 10 - value;

test("what is not known is a gap in the line, never zero", () => {
  expect(paths(POINTS, x, y, false)).toEqual({ value: "M1 7L2 3", limit: "M0 5L1 5L2 5", single: [] });
  const alone = paths([POINTS[1] ?? { at: 0, value: 0, limit: null }, { at: 2 * DAY, value: null, limit: null }], x, y, false);
  expect(alone.single).toEqual([{ x: 1, y: 7 }]);
});

test("a value of a step function holds until the next", () => {
  expect(paths(POINTS, x, y, true).value).toBe("M1 7H2V3");
});

test("the nearest point is the one that is read", () => {
  expect(near([0, 10, 20], 14)).toBe(1);
  expect(near([], 3)).toBeNull();
});

test("the chart is one tab stop, and arrow keys read its points", () => {
  render(<LineChart label="Latency" points={POINTS} write={(value) => `${value} ms`} />);
  const chart = screen.getByRole("slider", { name: "Latency" });
  expect(chart.getAttribute("aria-valuetext")).toBe("3 Jan 1970: 7 ms");
  fireEvent.keyDown(chart, { key: "ArrowLeft" });
  expect(chart.getAttribute("aria-valuetext")).toBe("2 Jan 1970: 3 ms");
  fireEvent.keyDown(chart, { key: "Home" });
  expect(chart.getAttribute("aria-valuetext")).toBe("1 Jan 1970: not known");
});

test("its data is a table, newest first, with the limit", () => {
  render(<LineData caption="Latency" points={POINTS} write={(value) => `${value} ms`} />);
  fireEvent.click(screen.getByRole("button", { name: "Show data" }));
  const rows = screen.getAllByRole("row").map((row) => row.textContent);
  expect(rows).toEqual(["WhenValueLimit", "3 Jan 19707 ms5 ms", "2 Jan 19703 ms5 ms", "1 Jan 1970not known5 ms"]);
});
