import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { coverageRow } from "../../fixture";
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
  render(<CoverageView data={{ complete: false, scopes: 3, scopes_complete: 2, rows: ROWS }} />);
  expect(screen.getByText(/^1 of 3 scopes could not be read in full/)).toBeTruthy();
  expect(screen.getAllByText("Denied, 2 reads")).toHaveLength(1);
  expect(screen.getByText("Not tried")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Show all 4 reads" }));
  expect(screen.getByText("120 seen")).toBeTruthy();
});
