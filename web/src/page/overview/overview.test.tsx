import { fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { change, gap, overview, status } from "../../fixture";
import { changeMeaning, transition } from "../../change";
import { OverviewView } from "./overview";

beforeEach(() => {
  window.scrollTo = () => undefined;
  window.history.replaceState(null, "", "/");
});
afterEach(() => window.history.replaceState(null, "", "/"));

test("every number leads to the list that makes it up", () => {
  render(<OverviewView data={overview()} status={status()} scope={{}} />);
  const target = (name: string) => screen.getByRole("link", { name }).getAttribute("href");
  expect(target("412")).toBe("/models?production=yes");
  expect(target("3 not approved")).toBe(
    "/models?approval_status=PendingManualApproval&approval_status=Rejected&approval_status=Unknown&production=yes",
  );
  expect(target("6 over 5 days")).toBe("/models?approval_status=PendingManualApproval&waiting_over_days=5&sort=registered_at");
  expect(target("6")).toBe("/findings?status=fail&control_id=drift-ks&control_id=drift-psi");
});

test("the cost says its price date and what it leaves out", () => {
  render(<OverviewView data={overview()} status={status()} scope={{}} />);
  const card = within(screen.getByRole("region", { name: "Cost a month" }));
  expect(card.getByText("$41,870")).toBeTruthy();
  expect(card.getByText("List prices of 1 Nov 2026, us-east-1")).toBeTruthy();
  expect(card.getByText("Left out: 9 unpriced, 2 serverless")).toBeTruthy();
});

test("a change is judged by what is better, and says when there is no history", () => {
  render(<OverviewView data={overview()} status={status()} scope={{}} />);
  const card = (name: string) => within(screen.getByRole("region", { name }));
  expect(card("Waiting for approval").getByText("\u22124").dataset["tone"]).toBe("ok");
  expect(card("Idle endpoints").getByText("+1").dataset["tone"]).toBe("bad");
  expect(card("Waiting for approval").getByText("The oldest for 84 days")).toBeTruthy();
  expect(card("Idle endpoints").getByText("$900 a month, 1 without a price")).toBeTruthy();
  expect(card("Models with drift").getByText("History begins 4 Nov 2026")).toBeTruthy();
  expect(card("Models with drift").getByText("9 more not known")).toBeTruthy();
  expect(card("Production versions").getByText("No history is kept")).toBeTruthy();
  expect(card("Documentation score").getByText("not known")).toBeTruthy();
});

test("fewer registrations than last month carry a true minus", () => {
  render(<OverviewView data={overview()} status={status()} scope={{}} />);
  expect(screen.getByRole("link", { name: "90 registered this month" }).getAttribute("href")).toBe("/models?registered=2026-11");
  expect(screen.getByText(/\u221230 on last month by this day/)).toBeTruthy();
});

test("a scope goes along with every link", () => {
  render(<OverviewView data={overview()} status={status()} scope={{ region: ["eu-west-1"] }} />);
  expect(screen.getByRole("link", { name: "412" }).getAttribute("href")).toBe("/models?production=yes&region=eu-west-1");
});

test("every key number has its help in plain words", () => {
  render(<OverviewView data={overview()} status={status()} scope={{}} />);
  expect(screen.getByRole("button", { name: "About: Waiting for approval" })).toBeTruthy();
});

test("business units are sorted by versions, and an unknown cost is not zero", () => {
  render(<OverviewView data={overview()} status={status()} scope={{}} />);
  const table = within(screen.getByRole("region", { name: "Business units, table" }));
  const names = table.getAllByRole("row").slice(1).map((row) => within(row).getAllByRole("link")[0]?.textContent);
  expect(names).toEqual(["Credit Risk", "Fraud"]);
  expect(table.getByText("not known")).toBeTruthy();
});

test("a change says who did it and what it was before", () => {
  render(<OverviewView data={overview()} status={status()} scope={{}} />);
  expect(screen.getByRole("link", { name: "credit-pd-retail, version 31" }).getAttribute("href")).toBe(
    "/models/222233334444/eu-west-1/credit-pd-retail/31",
  );
  expect(screen.getByText(/Waiting \u2192 Approved, by lea@example.com/)).toBeTruthy();
});

test("a new change is tinted, the ones that were there are not", () => {
  const first = overview();
  const { rerender, container } = render(<OverviewView data={first} status={status()} scope={{}} />);
  expect(container.querySelectorAll(".tint")).toHaveLength(0);
  const next = overview({ newest: [change({ position: 8, version: 32 }), ...first.newest] });
  rerender(<OverviewView data={next} status={status()} scope={{}} />);
  expect(container.querySelectorAll(".tint")).toHaveLength(1);
});

test("a bar of the months opens the list of that month", () => {
  render(<OverviewView data={overview()} status={status()} scope={{}} />);
  fireEvent.keyDown(screen.getByRole("button", { name: /^Nov 2026: 90 in all/ }), { key: "Enter" });
  expect(window.location.search).toBe("?registered=2026-11");
});

test("gaps are counted by scope", () => {
  const gaps = [gap(), gap({ operation: "Search:Model" }), gap({ region: "us-east-1" })];
  render(<OverviewView data={overview()} status={status({ complete: false, gaps })} scope={{}} />);
  expect(screen.getByText("2 with gaps")).toBeTruthy();
});

test("an empty organisation says the next step instead of zeros", () => {
  render(<OverviewView data={overview({ versions: 0, groups: 0 })} status={status()} scope={{}} />);
  expect(screen.getByText("Nothing collected yet")).toBeTruthy();
  expect(screen.queryByText("412")).toBeNull();
});

test("a deletion and an unknown state are neutral", () => {
  expect(changeMeaning(change({ what: "deleted", after: null }))).toEqual({ tone: "neutral", word: "Deleted" });
  expect(changeMeaning(change({ what: "approval", after: null })).tone).toBe("neutral");
  expect(transition(change({ what: "deleted", before: "Approved", after: null }))).toBe("was Approved");
});

test("a time range is said where it governs, and leads to the versions of its days", () => {
  window.history.replaceState(null, "", "/?range=7d");
  const days = [{ day: "2026-11-26", approved: 2, pending: 1, rejected: 0, unknown: 0 }];
  const registered = { first: "2026-11-21", last: "2026-11-27", versions: 3, before: 5 };
  render(<OverviewView data={overview({ registered, versions_per_month: [], versions_per_day: days })} status={status()} scope={{}} />);
  expect(screen.getByRole("link", { name: "3 registered" }).getAttribute("href")).toBe("/models?registered=2026-11-21..2026-11-27&range=7d");
  expect(screen.getByText(/\u22122 on as many days before/)).toBeTruthy();
  expect(within(screen.getByRole("region", { name: "Versions per day" })).getByText("By approval status now, last 7 days")).toBeTruthy();
  expect(within(screen.getByRole("region", { name: "Newest changes" })).getByText("Last 7 days")).toBeTruthy();
  expect(within(screen.getByRole("region", { name: "Idle endpoints" })).getByText("last 7 days")).toBeTruthy();
  expect(within(screen.getByRole("region", { name: "Production versions" })).queryByText("last 7 days")).toBeNull();
});
