import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { dataMonitor, feature } from "../../fixture-monitor";
import { DataView } from "./data";
import { distance, driftOf, missingShare } from "./monitor";

const ID = { account: "222233334444", region: "eu-west-1", group: "credit-pd-retail", version: 31 };
const { limits } = dataMonitor();

test("drift is judged by PSI and by KS, and what is not known is never stable", () => {
  const words = [
    feature(),
    feature({ psi: 0.15, ks: 0.1 }),
    feature({ psi: 0.02, ks: 0.3 }),
    feature({ psi: 0.02, ks: null }),
    feature({ psi: 0.9, current_count: 20 }),
    feature({ psi: null, ks: null }),
    feature({ psi: null, ks: null, baseline: null }),
  ].map((one) => driftOf(one, limits).word);
  expect(words).toEqual(["Drifted", "Some drift", "Drifted", "Stable", "Too few values", "Not compared", "No baseline"]);
});

test("a missing rate is of all rows, and unknown where nobody counted", () => {
  const side = { ...feature().current, num_present: 75, num_missing: 25, mean: null, std_dev: null, smallest: null, largest: null, distinct_count: null };
  expect(missingShare(side)).toBe(0.25);
  expect(missingShare({ ...side, num_missing: null })).toBeNull();
  expect([distance(0.0004), distance(0), distance(0.39391)]).toEqual(["<0.001", "0.000", "0.394"]);
});

test("the limits stand beside the values, with the sample sizes", () => {
  render(<DataView data={{ monitors: [dataMonitor()] }} id={ID} />);
  const table = within(screen.getByRole("region", { name: "Features of pd-live, table" }));
  expect(table.getByText("PSI, limits 0.10 / 0.25")).toBeTruthy();
  expect(table.getByText("KS, limit 0.20")).toBeTruthy();
  expect(table.getByRole("row", { name: /bureau_score/ }).textContent).toContain("4,000 / 2,500");
  expect(screen.getByText("1 feature drifted")).toBeTruthy();
  expect(screen.getByText(/2,500 rows, against a baseline of 4,000 rows/)).toBeTruthy();
});

test("no endpoint, no monitor, no baseline and a monitor that only fails are told apart", () => {
  const { rerender } = render(<DataView data={{ monitors: [] }} id={ID} />);
  expect(screen.getByText("No endpoint serves this version")).toBeTruthy();
  const nothing = { features: [], report_uri: null, measured_at: null, rows: null, baseline_rows: null };
  rerender(<DataView data={{ monitors: [dataMonitor({ ...nothing, monitoring_state: "missing", obstacle: "no capture" })] }} id={ID} />);
  expect(screen.getByText(/Data capture is off/)).toBeTruthy();
  rerender(<DataView data={{ monitors: [dataMonitor({ ...nothing, monitoring_state: "only failing", last_failure_reason: "No role." })] }} id={ID} />);
  expect(screen.getByText("No role.")).toBeTruthy();
  rerender(<DataView data={{ monitors: [dataMonitor({ baseline_state: "none" })] }} id={ID} />);
  expect(screen.getByText(/without a baseline/)).toBeTruthy();
});
