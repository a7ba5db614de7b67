import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ClauseControl, ClauseRow, FrameworkDetail, FrameworkRow } from "../../api/shape";
import { assets, FrameworkView } from "./framework";
import { FrameworksView } from "./frameworks";

const ROW: FrameworkRow = {
  id: "sr-11-7",
  title: "SR 11-7",
  issuer: "Federal Reserve",
  version: "2011",
  dated: "2011-04-04",
  in_force_from: "2011-04-04",
  in_force_until: "2026-04-17",
  state: "rescinded 2026-04-17",
  force: "Guidance.",
  checked: "2026-11-27",
  read: "second-hand",
  counts: { fail: 1, unknown: 1, passed: 0, exempt: 0, manual: 1 },
};

function control(over: Partial<ClauseControl> = {}): ClauseControl {
  return { control_id: "drift-psi", title: "Drift", severity: "medium", evaluated: true, passed: 3, failed: 0, unknown: 0, exempt: 0, ...over };
}

function clause(over: Partial<ClauseRow> = {}): ClauseRow {
  return { ref: "V", title: "Monitoring", text: "Models are monitored.", status: "fail", applies_from: null, manual: "", unsettled: "", controls: [], ...over };
}

const DETAIL: FrameworkDetail = {
  framework: ROW,
  evaluated_at: "2026-11-27T05:00:00.000000Z",
  sources: ["https://example.com/sr-11-7"],
  unsettled: ["Its rescission was read of second-hand."],
  clauses: [
    clause({ controls: [control({ failed: 2, unknown: 1 })] }),
    clause({ ref: "VI", status: "unknown", controls: [control({ control_id: "drift-ks", title: "Distance", evaluated: false, passed: 0 })] }),
    clause({ ref: "VII", status: "manual", manual: "Audit plans are kept elsewhere.", applies_from: "2027-12-02" }),
  ],
};

test("the list says whether a framework is in force, how it was read, and its clauses by status", () => {
  render(<FrameworksView data={{ evaluated_at: null, frameworks: [ROW] }} />);
  const [, row] = screen.getAllByRole("row");
  expect(row?.textContent).toBe("SR 11-72011rescinded 17 Apr 202627 Nov 2026, second-hand11001");
  expect(within(row as HTMLElement).getByRole("link").getAttribute("href")).toBe("/frameworks/sr-11-7");
  expect(screen.getByText(/Nothing was evaluated yet/)).toBeTruthy();
});

test("unknown and manual clauses are counted apart from those that pass", () => {
  render(<FrameworkView data={DETAIL} />);
  expect(screen.getByText(/^Of 2 clauses with controls, 1 fail, 1 unknown, 0 pass\. 1 more cannot be proved from metadata\./)).toBeTruthy();
  expect(screen.getByText("Audit plans are kept elsewhere.")).toBeTruthy();
  expect(screen.getByText("Applies from 2 Dec 2027.")).toBeTruthy();
});

test("a control leads to its findings", () => {
  render(<FrameworkView data={DETAIL} />);
  expect(screen.getByRole("link", { name: "Drift" }).getAttribute("href")).toBe("/findings?control_id=drift-psi");
  expect(screen.getByText("2 fail, 1 unknown, 3 pass")).toBeTruthy();
});

test("nothing to judge is not never evaluated, and neither is a number", () => {
  expect(assets(control({ passed: 0 }))).toBe("nothing to judge");
  expect(assets(control({ passed: 0, evaluated: false }))).toBe("never evaluated");
  expect(assets(control({ exempt: 1 }))).toBe("0 fail, 0 unknown, 3 pass, 1 exempt");
});
