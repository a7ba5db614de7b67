import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { findingDetail, finding } from "../../fixture-finding";
import { FindingView } from "./finding";
import { state, sureness } from "./sure";

const nothing = () => Promise.resolve();

function card(name: string) {
  return within(screen.getByRole("region", { name }));
}

test("a finding says what was found, why it matters, what to do, whom to ask and by when", () => {
  render(<FindingView detail={findingDetail()} send={nothing} />);
  expect(screen.getByRole("heading", { level: 1, name: "Nothing serves a version that was rejected" })).toBeTruthy();
  expect(card("What was found").getByText("It serves credit-pd-retail version 30, which was rejected.")).toBeTruthy();
  expect(card("What was found").getByText("Approval means nothing else.")).toBeTruthy();
  const who = card("Who to ask, and by when");
  expect(who.getByRole("link", { name: "rita@example.com" }).getAttribute("href")).toBe("/findings?owner=rita%40example.com");
  expect(who.getByText(/8 Nov 2026/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "credit-pd-retail v30" }).getAttribute("href")).toBe("/models?model_group=credit-pd-retail");
  expect(screen.getByRole("link", { name: "pd-retail" }).getAttribute("href")).toBe("/endpoints/222233334444/eu-west-1/pd-retail");
});

test("what could not be judged does not ask anybody to mend a failure", () => {
  const detail = findingDetail();
  const { rerender } = render(<FindingView detail={{ ...detail, row: { ...detail.row, status: "unknown" } }} send={nothing} />);
  expect(card("What was found").getByText(/could not be judged/)).toBeTruthy();
  expect(card("What was found").getByText(/let modelgov read|Let modelgov read/)).toBeTruthy();
  expect(card("What was found").getByRole("heading", { name: "What to do if it turns out to fail" })).toBeTruthy();
  rerender(<FindingView detail={detail} send={nothing} />);
  expect(card("What was found").getByRole("heading", { name: "What to do" })).toBeTruthy();
});

test("evidence is written by its form, and what is not known says so", () => {
  render(<FindingView detail={findingDetail()} send={nothing} />);
  const evidence = card("Evidence");
  for (const text of ["$1,028", "412.5 ms", "1.2%", "1 Nov 2026 00:00 UTC", "yes", "no value"]) expect(evidence.getByText(text)).toBeTruthy();
});

test("a read that was not complete is no certainty", () => {
  const read = { operation: "A", absence: false, places: 1, complete: 1, outcome: "read", reason: "", observed_at: null };
  expect(state(read).tone).toBe("ok");
  expect(state({ ...read, complete: 0, outcome: "not_read" })).toEqual({ tone: "neutral", word: "Not read" });
  expect(state({ ...read, complete: 0, outcome: "denied" }).word).toBe("Denied");
  expect(state({ ...read, places: 9, complete: 8, outcome: "denied" })).toEqual({ tone: "warn", word: "Complete in 8 of 9" });
});

test("one sentence says how sure it is, and calls are folded under it", () => {
  const read = { operation: "A", absence: false, places: 1, complete: 1, outcome: "read", reason: "", observed_at: null };
  expect(sureness("fail", [read, read])).toBe("Nothing was overlooked: all 2 sources that it rests on could be read in full.");
  expect(sureness("fail", [{ ...read, absence: true }])).toContain("the search for that was complete");
  expect(sureness("fail", [read, { ...read, complete: 0, outcome: "denied" }])).toContain("not certain: 1 of 2 sources");
  expect(sureness("unknown", [read, { ...read, complete: 0, outcome: "not_read" }])).toContain("Not judged: 1 of 2 sources");
  expect(sureness("unknown", [read])).toContain("does not suffice");
  expect(sureness("pass", [])).toContain("Nothing says");
});

test("what passes asks for nothing, and a waiver is explained", () => {
  const detail = findingDetail();
  const { rerender } = render(<FindingView detail={{ ...detail, row: { ...detail.row, status: "pass" } }} send={nothing} />);
  expect(card("What was found").queryByText("What to do")).toBeNull();
  rerender(<FindingView detail={{ ...detail, row: { ...detail.row, status: "exempt" } }} send={nothing} />);
  expect(card("What was found").getByText(/A waiver exempts it/)).toBeTruthy();
});

test("where nobody is named, the page says whom to ask all the same", () => {
  const detail = findingDetail();
  render(<FindingView detail={{ ...detail, row: { ...detail.row, owner: "unassigned", team: "unassigned" } }} send={nothing} />);
  expect(card("Who to ask, and by when").getByText(/whoever answers for the account/)).toBeTruthy();
});

test("the SQL is folded until someone asks for it", () => {
  render(<FindingView detail={findingDetail()} send={nothing} />);
  expect(screen.queryByText("select 1")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Show the SQL" }));
  expect(screen.getByText("select 1")).toBeTruthy();
});

test("a control that is gone and an unknown judgement are said", () => {
  render(<FindingView detail={findingDetail({ control: null, row: finding({ status: "unknown", due_at: null, model_group: null }) })} send={nothing} />);
  expect(screen.getByText(/is not in the library any more/)).toBeTruthy();
  expect(screen.getByText("no date: it was not judged")).toBeTruthy();
});
