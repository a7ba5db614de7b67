import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Bin } from "../api/shape";
import { Distribution } from "./distribution";
import { binName, distribution } from "./distribution-layout";

const BOX = { left: 0, top: 0, right: 100, bottom: 100 };
const number = (low: number | null, high: number | null, baseline: number | null, current: number | null): Bin => ({ label: null, low, high, baseline, current });
const word = (label: string, baseline: number | null, current: number | null): Bin => ({ label, low: null, high: null, baseline, current });

test("bars stand from zero, numbers are one line in steps, words a stroke each", () => {
  const numbers = distribution([number(0, 1, 0.5, 0.25), number(1, 2, 0.5, 0.75)], BOX);
  expect(numbers.bars.map((bar) => bar.baseline)).toEqual([37.5, 37.5]);
  expect(numbers.line.match(/M/g)).toHaveLength(1);
  const words = distribution([word("a", 0.5, 0.25), word("b", 0.5, 0.75)], BOX);
  expect(words.line.match(/M/g)).toHaveLength(2);
});

test("a side that is not known draws nothing, and is no zero", () => {
  const found = distribution([number(0, 1, null, 1)], BOX);
  expect(found.bars[0]?.baseline).toBeNull();
  expect(found.bars[0]?.current).toBe(0);
});

test("bins have names, also where values leave the baseline", () => {
  expect([number(1, 2.5, 0, 0), number(null, 3, 0, 0), number(9, null, 0, 0), word("car", 0, 0)].map(binName)).toEqual([
    "1 to 2.5",
    "up to 3, below the baseline",
    "above 9, above the baseline",
    "car",
  ]);
});

test("left and right read the bins", () => {
  render(<Distribution label="Age" bins={[word("car", 0.4, 0.5), word("home", 0.6, null)]} />);
  const chart = screen.getByRole("slider", { name: "Age" });
  fireEvent.keyDown(chart, { key: "End" });
  expect(chart.getAttribute("aria-valuetext")).toBe("home: baseline 60%, now not known");
});
