import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Column, Series } from "./layout";
import { StackedBars } from "./stacked-bars";

const SERIES: readonly Series[] = [
  { key: "ok", label: "Approved", fill: "green" },
  { key: "no", label: "Rejected", fill: "red" },
];
const COLUMNS: readonly Column[] = [
  { key: "2026-10", label: "Oct 2026", values: [1200, 3] },
  { key: "2026-11", label: "Nov 2026", values: [7, 0] },
];

function draw() {
  const picked: string[] = [];
  render(
    <StackedBars
      label="Versions per month"
      series={SERIES}
      columns={COLUMNS}
      onPick={(column, series) => picked.push(`${column.key} ${series?.key ?? "all"}`)}
    />,
  );
  return picked;
}

test("each bar says its numbers", () => {
  draw();
  expect(screen.getByRole("group", { name: "Versions per month" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Oct 2026: 1,203 in all, Approved 1,200, Rejected 3" })).toBeTruthy();
});

test("the chart is one tab stop", () => {
  draw();
  const stops = screen.getAllByRole("button").filter((bar) => bar.getAttribute("tabindex") === "0");
  expect(stops).toHaveLength(1);
});

test("arrow keys choose a bar and a part of it, Enter opens it", () => {
  const picked = draw();
  const last = screen.getByRole("button", { name: /^Nov 2026/ });
  last.focus();
  fireEvent.keyDown(last, { key: "ArrowLeft" });
  const first = document.activeElement;
  if (!first) throw new Error("nothing has focus");
  fireEvent.keyDown(first, { key: "Enter" });
  fireEvent.keyDown(first, { key: "ArrowUp" });
  expect(first.getAttribute("aria-label")).toBe("Oct 2026, Approved: 1,200");
  fireEvent.keyDown(first, { key: "Enter" });
  expect(picked).toEqual(["2026-10 all", "2026-10 ok"]);
});
