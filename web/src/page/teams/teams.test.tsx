import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { counts, team } from "../../fixture-finding";
import { ControlsView } from "../controls/controls";
import { Summary } from "../findings/summary";
import { shareSteps, worstFirst } from "./score";
import { TeamsView } from "./teams";

const AT = "2026-11-24T01:30:00.000000Z";

test("the lowest score comes first, and a team of which nothing is known last", () => {
  const rows = [team("good", counts({ failed: 0 })), team("dark", counts({ passed: 0, failed: 0 })), team("bad", counts({ failed: 9 }))];
  expect(worstFirst(rows).map((row) => row.team)).toEqual(["bad", "good", "dark"]);
});

test("the newest step holds until the last evaluation", () => {
  const steps = shareSteps([{ on: "2026-11-01", passed: 1, failed: 1 }, { on: "2026-11-10", passed: 0, failed: 0 }], AT);
  expect(steps.map((step) => step.value)).toEqual([0.5, null, null]);
  expect(steps[2]?.at).toBe(Date.parse(AT));
});

test("unknown is no part of the score; a team's cards follow the choice", () => {
  render(<TeamsView data={{ evaluated_at: AT, weeks: 26, rows: [team("a", counts()), team("b", counts({ failed: 0, unknown: 90 }))] }} />);
  expect(screen.getByRole("heading", { name: "a by group of controls" })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Show b" }));
  const card = within(screen.getByRole("region", { name: "b by group of controls" }));
  expect(card.getByRole("link", { name: "Registry" }).getAttribute("href")).toBe("/findings?control_group=registry&team=b");
  expect(screen.getAllByText("100%").length).toBeGreaterThan(0);
});

test("where nothing was judged, the pages say how to begin", () => {
  const { unmount } = render(<TeamsView data={{ evaluated_at: null, weeks: 26, rows: [] }} />);
  expect(screen.getByText("modelgov check")).toBeTruthy();
  unmount();
  render(<ControlsView data={{ evaluated_at: null, rows: [] }} />);
  expect(screen.getByText("Nothing was judged yet")).toBeTruthy();
});

test("a control's counts lead to its findings", () => {
  const row = { id: "drift-psi", title: "Features have not drifted", group: "drift", severity: "high", severity_tier_1: null, asset: "endpoint", why: "It matters.", counts: counts() };
  render(<ControlsView data={{ evaluated_at: AT, rows: [row, { ...row, id: "drift-ks", counts: null }] }} />);
  expect(screen.getByRole("link", { name: "1" }).getAttribute("href")).toBe("/findings?status=fail&control_id=drift-psi");
  expect(screen.getByText("no asset judged")).toBeTruthy();
});

test("the trend begins with the first evaluation", () => {
  const weeks = [{ week: "2026-11-16", failed: null }, { week: "2026-11-23", failed: 4 }];
  render(<Summary summary={{ evaluated_at: AT, counts: counts(), weeks, control: null }} narrowed={false} />);
  expect(screen.getByText("2 unknown")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Trend" }));
  expect(screen.getByText(/Before the first evaluation nothing is known/)).toBeTruthy();
  expect(screen.getByRole("slider", { name: /: 4 now$/ })).toBeTruthy();
});
