import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { FindingChart } from "../../api/shape";
import { ChartCard } from "./chart-card";

const CHART: FindingChart = {
  what: "Requests by day",
  form: "number",
  limit_what: null,
  reading: null,
  marks: [],
  of: { endpoint_name: "fraud-live" },
  points: [],
  cut: false,
};

test("a chart without points does not claim that nothing was read", () => {
  render(<ChartCard chart={CHART} />);
  expect(screen.getByText("There is no point to draw")).toBeTruthy();
  expect(screen.getByText(/or none was read\. An empty chart does not tell which/)).toBeTruthy();
});

test("days without a request are drawn as none, under the title of the control", () => {
  const points = ["2026-11-25", "2026-11-26"].map((day) => ({ at: `${day}T00:00:00+00:00`, value: 0, limit: null }));
  render(<ChartCard chart={{ ...CHART, points }} />);
  expect(screen.getByText("Requests by day")).toBeTruthy();
  expect(screen.getByRole("slider", { name: /Requests by day of fraud-live: 2 points, the last 0/ })).toBeTruthy();
});

test("what the values mean is said in words, and marked in the chart", () => {
  const points = [{ at: "2026-11-25T00:00:00+00:00", value: 0.72, limit: 0.7 }];
  const marks = [{ what: "even treatment", value: 1 }, { what: "four fifths", value: 0.8 }];
  render(<ChartCard chart={{ ...CHART, what: "Disparate impact", reading: "At 1 both get it equally often.", marks, points }} />);
  expect(screen.getByText("At 1 both get it equally often.")).toBeTruthy();
  expect(screen.getByText("even treatment 1")).toBeTruthy();
  expect(screen.getByText("four fifths 0.8")).toBeTruthy();
  expect(screen.queryByText("0")).toBeNull();
});
