import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { counts, team } from "../../fixture-finding";
import { teamDetail } from "../../fixture-serving";
import { TeamView } from "./team";
import { monthsBetween } from "./trend";

test("a team's page says what failed and why, beside the organisation", () => {
  render(<TeamView data={teamDetail()} />);
  const steps = within(screen.getByRole("region", { name: "Steps that failed" }));
  expect(steps.getByText("CheckAuc")).toBeTruthy();
  expect(steps.getByText("AUC 0.61 is below 0.7")).toBeTruthy();
  const rate = within(screen.getByRole("region", { name: "Validations that failed" }));
  expect(rate.getByText("More than others")).toBeTruthy();
  expect(rate.getByText("35.2% to 64.8%; all teams 10%")).toBeTruthy();
  expect(within(screen.getByRole("region", { name: "Approved in, median" })).getByText(/nine of ten in 3 days/)).toBeTruthy();
});

test("a month without a validation is a gap in the trend", () => {
  expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
  render(<TeamView data={teamDetail()} />);
  const trend = within(screen.getByRole("region", { name: "Failed validations by month" }));
  const chart = trend.getByRole("slider");
  fireEvent.keyDown(chart, { key: "ArrowLeft" });
  expect(chart.getAttribute("aria-valuetext")).toBe("1 Oct 2026: credit-risk not known, All teams not known");
});

test("a team of which little is known says so", () => {
  render(<TeamView data={teamDetail({ evaluated_at: null, row: { ...team("new", counts({ passed: 0, failed: 0 })), groups: [] }, steps: [], failed: [] })} />);
  expect(screen.getByText("No validation of it came to a result in 12 months")).toBeTruthy();
  expect(screen.getByText("Nothing was judged yet")).toBeTruthy();
});
