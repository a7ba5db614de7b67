import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { groupDetail } from "../../fixture-group";
import { GroupView } from "./group";
import { marksOf } from "./timeline-card";

const ID = { account: "222233334444", region: "eu-west-1", group: "credit-pd-retail" };

beforeEach(() => {
  window.scrollTo = () => undefined;
});

test("the head says what serves, who owns it and where that was found", () => {
  render(<GroupView detail={groupDetail()} id={ID} />);
  expect(screen.getByRole("heading", { level: 1, name: "credit-pd-retail" })).toBeTruthy();
  expect(screen.getByText("1 version in production")).toBeTruthy();
  const facts = screen.getByRole("region", { name: "Who and what for" });
  expect(within(facts).getByText("group tag")).toBeTruthy();
  expect(within(facts).getByText("nothing says it")).toBeTruthy();
  expect(within(facts).getByText("Tier 1")).toBeTruthy();
});

test("the time line has every registration, decision and deployment, and none that was no decision", () => {
  const marks = marksOf(groupDetail());
  expect(marks.filter((mark) => mark.lane === 0).map((mark) => mark.name)).toEqual(["v3", "v2", "v1"]);
  expect(marks.filter((mark) => mark.lane === 1).map((mark) => mark.what)).toEqual([
    "approved when first seen, by whom is not known",
    "approved, by lea",
  ]);
  expect(marks.filter((mark) => mark.lane === 2)).toMatchObject([{ lasts: true, tone: "ok", name: "v2" }]);
});

test("the time line is one tab stop that arrow keys walk along, and a table", () => {
  render(<GroupView detail={groupDetail()} id={ID} />);
  const line = screen.getByRole("slider", { name: /deployment of credit-pd-retail/ });
  expect(line.getAttribute("aria-valuetext")).toContain("3 Oct 2026 00:00 UTC, v3: registered");
  fireEvent.keyDown(line, { key: "ArrowLeft" });
  expect(line.getAttribute("aria-valuetext")).toContain("v2: serves since then, pd-live in credit-prod");
  const card = screen.getByRole("region", { name: "Versions over time" });
  fireEvent.click(within(card).getByRole("button", { name: "Show data" }));
  expect(within(card).getAllByRole("row")).toHaveLength(7);
  expect(within(card).getByRole("link", { name: "CSV" }).getAttribute("href")).toBe("/api/v1/groups/222233334444/eu-west-1/credit-pd-retail/timeline.csv");
});

test("what is not known is a dash or says so, never zero", () => {
  render(<GroupView detail={groupDetail()} id={ID} />);
  const serving = screen.getByRole("region", { name: "Where it serves" });
  expect(within(serving).getByTitle("Not known").textContent).toBe("\u2013");
  expect(within(serving).getByText("1 variant, cost not known")).toBeTruthy();
  const drift = screen.getByRole("slider", { name: /PSI of the worst feature of pd-live/ });
  fireEvent.keyDown(drift, { key: "Home" });
  expect(drift.getAttribute("aria-valuetext")).toContain("not known, no feature, 0 features compared, 3 with too few values");
});

test("drift over the limit of the tier is said", () => {
  render(<GroupView detail={groupDetail()} id={ID} />);
  const drift = screen.getByRole("region", { name: "Drift of pd-live" });
  expect(within(drift).getByText("Drifted")).toBeTruthy();
});

test("where no drift was measured, that is not taken for none", () => {
  render(<GroupView detail={groupDetail({ drift: [] })} id={ID} />);
  expect(screen.getByText("No drift is known")).toBeTruthy();
});

test("two versions that are selected can be compared, one cannot and says why", () => {
  render(<GroupView detail={groupDetail()} id={ID} />);
  fireEvent.click(screen.getByRole("checkbox", { name: "Select version 3" }));
  expect(screen.getByRole("button", { name: "Compare" })).toHaveProperty("disabled", true);
  expect(screen.getByText("select one more")).toBeTruthy();
  act(() => void fireEvent.click(screen.getByRole("checkbox", { name: "Select version 2" })));
  expect(screen.getByRole("link", { name: "Compare" }).getAttribute("href")).toBe(
    "/compare?v=222233334444%2Feu-west-1%2Fcredit-pd-retail%2F3&v=222233334444%2Feu-west-1%2Fcredit-pd-retail%2F2",
  );
});

test("a group without a version has no empty charts", () => {
  const empty = groupDetail({ versions: [], approvals: [], deployments: [], serving: [], metrics: [], drift: [], tier: null, tier_reason: null });
  render(<GroupView detail={empty} id={ID} />);
  expect(screen.getAllByText("No version was registered yet")).toHaveLength(2);
  expect(screen.getByText("No version states a metric")).toBeTruthy();
  expect(screen.queryByRole("slider")).toBeNull();
});
