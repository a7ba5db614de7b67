import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { coverage, coverageRow, events } from "../../fixture";
import { CoverageView } from "./coverage";
import { folded, matrixOf, sentence } from "./rows";

const denied = { account_id: "888899990000", account_name: "sandbox", outcome: "denied", seen: 0, total: null, reason: "AssumeRole was refused" };
const ROWS = [
  coverageRow(),
  coverageRow({ region: "us-east-1", throttled: 3, calls: 9 }),
  coverageRow({ ...denied, operation: "Search:Model" }),
  coverageRow({ ...denied, operation: "Search:Endpoint" }),
];

test("gaps come first, then reads that were throttled", () => {
  expect(folded(ROWS).map(({ row }) => `${row.outcome} ${row.region}`)).toEqual(["denied eu-west-1", "read us-east-1", "read eu-west-1"]);
});

test("a refused role is one line, not one per operation", () => {
  expect(folded(ROWS)[0]?.operations).toEqual(["Search:Endpoint", "Search:Model"]);
});

test("a scope that nobody tried is not shown as read", () => {
  const matrix = matrixOf(ROWS);
  expect(matrix.regions).toEqual(["eu-west-1", "us-east-1"]);
  expect(matrix.accounts.find((account) => account.name === "sandbox")?.cells[1]).toBeNull();
});

test("the sentence says how much of AWS's own count was seen", () => {
  expect(sentence(coverageRow({ seen: 88, total: 120, outcome: "malformed", reason: "CreationTime is not a time" }))).toBe(
    "CreationTime is not a time. 88 of 120 seen.",
  );
});

test("the page says in words what could not be read, and shows the rest on demand", () => {
  render(<CoverageView data={coverage({ complete: false, scopes: 3, scopes_complete: 2, rows: ROWS })} />);
  expect(screen.getByText(/^1 of 3 scopes could not be read in full/)).toBeTruthy();
  expect(screen.getAllByText("Denied, 2 reads")).toHaveLength(1);
  expect(screen.getByText("Not tried")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Show all 4 reads" }));
  expect(screen.getByText("120 seen")).toBeTruthy();
});

function card(name: string) {
  return within(screen.getByRole("region", { name }));
}

test("what events missed is a share with what it counts, by account and region", () => {
  render(<CoverageView data={coverage()} />);
  const missed = card("Changes that events missed");
  expect(missed.getByText("3.2%")).toBeTruthy();
  expect(missed.getByText("4 of 125 changes")).toBeTruthy();
  expect(missed.getAllByRole("row").map((row) => row.textContent)).toEqual([
    "AccountRegionChangesMissedShare",
    "credit-prodeu-west-125416%",
    "credit-produs-east-110000%",
  ]);
});

test("a missed change says what changed, when it should have been told and how it was found", () => {
  render(<CoverageView data={coverage()} />);
  const [, row] = card("Newest missed changes").getAllByRole("row");
  expect(row?.textContent).toBe(
    "credit-pd-retail, version 31Model version, credit-prod, eu-west-1ApprovedWaiting \u2192 Approved23 Nov 2026 10:00 UTCby a read of the API, 20 min later",
  );
});

test("where nothing was watched there is no share, and neither where nothing changed", () => {
  const none = { changes: 0, missed: 0, missed_share: null, places: [], newest: [] };
  const { unmount } = render(<CoverageView data={coverage({ events: events({ ...none, listened_from: null, listened_to: null }) })} />);
  expect(screen.getAllByText("Nothing was watched yet")).toHaveLength(2);
  expect(screen.queryByText(/%/)).toBeNull();
  unmount();
  render(<CoverageView data={coverage({ events: events(none) })} />);
  expect(screen.getByText("No change yet")).toBeTruthy();
  expect(screen.queryByText("0%")).toBeNull();
});

test("a read that is short of AWS's own count is listed, and what has no count is not compared", () => {
  render(<CoverageView data={coverage({ rows: [coverageRow({ seen: 88, total: 120, outcome: "failed" }), coverageRow({ total: null, region: "us-east-1" })] })} />);
  const rows = card("Short of AWS's own count").getAllByRole("row").slice(1);
  expect(rows.map((row) => row.textContent)).toEqual(["credit-prodeu-west-1Search:ModelPackage8812032"]);
});

test("where nothing can be read, the page says until when that is remembered", () => {
  const place = { account_id: "1", account_name: "lab", region: "ap-east-1", outcome: "not_offered", reason: "It is not there.", checked_at: null, again_at: null };
  const remembered = { ...place, region: "me-south-1", outcome: "denied", checked_at: "2026-11-20T00:00:00Z", again_at: "2026-11-27T00:00:00Z" };
  render(<CoverageView data={coverage({ closed: [place, remembered] })} />);
  const rows = card("Where nothing can be read").getAllByRole("row").slice(1);
  expect(rows.map((row) => row.lastElementChild?.textContent)).toEqual(["tried by every run", "tried again from 27 Nov 2026"]);
});
