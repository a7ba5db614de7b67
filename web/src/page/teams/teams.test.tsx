import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { counts, team } from "../../fixture-finding";
import { measures, organisation } from "../../fixture-serving";
import { ControlsView } from "../controls/controls";
import { Summary } from "../findings/summary";
import { against } from "./measure";
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

test("unknown is no part of the score, and a team leads to its page", () => {
  render(<TeamsView data={{ evaluated_at: AT, organisation: organisation(), rows: [team("a/b", counts()), team("b", counts({ failed: 0, unknown: 90 }))] }} />);
  const card = within(screen.getByRole("region", { name: "Score by team" }));
  expect(card.getByRole("link", { name: "a/b" }).getAttribute("href")).toBe("/teams/a%2Fb");
  expect(card.getByText("100%")).toBeTruthy();
});

test("a share of failures stands with its interval beside that of all teams", () => {
  const row = { ...team("a", counts()), measures: measures() };
  render(<TeamsView data={{ evaluated_at: AT, organisation: organisation(), rows: [row, { ...row, team: "quiet", measures: null }] }} />);
  const card = within(screen.getByRole("region", { name: "Validations, approvals and cost" }));
  expect(card.getByText("50% (35.2% to 64.8%)")).toBeTruthy();
  expect(card.getByText("More than others")).toBeTruthy();
  expect(card.getByText("nothing is known")).toBeTruthy();
});

test("only an interval that leaves out the organisation's share says a difference", () => {
  expect(against(measures({ failure_low: 0.02, failure_high: 0.4 }), organisation()).word).toBe("No clear difference");
  expect(against(measures({ failure_low: null, failure_high: null }), organisation()).word).toBe("Not known");
  expect(against(measures({ failure_low: 0.01, failure_high: 0.09 }), organisation()).tone).toBe("ok");
});

test("where nothing was judged, the pages say how to begin", () => {
  const { unmount } = render(<TeamsView data={{ evaluated_at: null, organisation: organisation(), rows: [] }} />);
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
  const trend = [{ begins_on: "2026-11-16", failed: null }, { begins_on: "2026-11-23", failed: 4 }];
  render(<Summary summary={{ evaluated_at: AT, counts: counts(), step_days: 7, trend, control: null }} narrowed={false} />);
  expect(screen.getByText("2 unknown")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Trend" }));
  expect(screen.getByText(/Before the first evaluation nothing is known/)).toBeTruthy();
  expect(screen.getByRole("slider", { name: /: 4 now$/ })).toBeTruthy();
});
