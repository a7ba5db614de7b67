import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { findingDetail, finding } from "../../fixture-finding";
import { FindingView } from "./finding";
import { state, sureness } from "./sure";

const nothing = () => Promise.resolve();

const WHO = "Who to ask, and by when";
const TO_DO = "Why this matters, and what to do";

function card(name: string) {
  return within(screen.getByRole("region", { name }));
}

test("a finding says what was found, why it matters, what to do, whom to ask and by when", () => {
  render(<FindingView detail={findingDetail()} send={nothing} />);
  expect(screen.getByRole("heading", { level: 1, name: "It serves credit-pd-retail version 30, which was rejected." })).toBeTruthy();
  expect(screen.getByText("Nothing serves a version that was rejected")).toBeTruthy();
  expect(card(TO_DO).getByText("Approval means nothing else.")).toBeTruthy();
  const who = card("Who to ask, and by when");
  expect(who.getByRole("link", { name: "rita@example.com" }).getAttribute("href")).toBe("/findings?owner=rita%40example.com");
  expect(who.getByText(/8 Nov 2026/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "credit-pd-retail v30" }).getAttribute("href")).toBe("/models?model_group=credit-pd-retail");
  expect(screen.getByRole("link", { name: "pd-retail" }).getAttribute("href")).toBe("/endpoints/222233334444/eu-west-1/pd-retail");
});

test("what could not be judged does not ask anybody to mend a failure", () => {
  const detail = findingDetail();
  const { rerender } = render(<FindingView detail={{ ...detail, row: { ...detail.row, status: "unknown" } }} send={nothing} />);
  expect(card(TO_DO).getByText(/could not be judged/)).toBeTruthy();
  expect(card(TO_DO).getByText(/let modelgov read|Let modelgov read/)).toBeTruthy();
  expect(card(TO_DO).getByRole("heading", { name: "What to do if it turns out to fail" })).toBeTruthy();
  rerender(<FindingView detail={detail} send={nothing} />);
  expect(card(TO_DO).getByRole("heading", { name: "What to do" })).toBeTruthy();
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
  expect(card("Why this matters").queryByText("What to do")).toBeNull();
  rerender(<FindingView detail={{ ...detail, row: { ...detail.row, status: "exempt" } }} send={nothing} />);
  expect(card(TO_DO).getByText(/A waiver exempts it/)).toBeTruthy();
});

test("where nobody is named, the page says whom to ask all the same", () => {
  const detail = findingDetail();
  render(<FindingView detail={{ ...detail, row: { ...detail.row, owner: "unassigned", team: "unassigned" } }} send={nothing} />);
  expect(card(WHO).getByText(/ask whoever answers for the account credit-prod/)).toBeTruthy();
});

test("who made it and the address of its account are named before nobody is", () => {
  const detail = findingDetail({
    row: finding({ owner: "unassigned", team: "unassigned" }),
    ask: [
      { who: "lea", source: "created it, by CloudTrail" },
      { who: "aws+credit@example.com", source: "the account's address in AWS Organizations" },
    ],
  });
  render(<FindingView detail={detail} send={nothing} />);
  expect(card(WHO).getByText(/ask lea \(created it, by CloudTrail\), or aws\+credit@example.com \(the account's address/)).toBeTruthy();
});

test("since when it is so is told apart from when it was first seen", () => {
  const since = [
    { what: "Rejected", form: "time", at: "2025-02-03T10:00:00+00:00", meaning: "When it was rejected, UTC." },
    { what: "Last missed event", form: "date", at: "2025-03-04", meaning: "A day." },
  ];
  render(<FindingView detail={findingDetail({ since })} send={nothing} />);
  expect(card(WHO).getByText("Rejected")).toBeTruthy();
  expect(card(WHO).getByText("3 Feb 2025 10:00 UTC")).toBeTruthy();
  expect(card(WHO).getByText("4 Mar 2025")).toBeTruthy();
  expect(card(WHO).getByText("First seen by modelgov")).toBeTruthy();
});

test("where a unit or an environment is mostly written otherwise, that is told", () => {
  const mostly_written = { business_unit: "Credit Risk", environment: "production" };
  render(<FindingView detail={findingDetail({ mostly_written })} send={nothing} />);
  expect(card(WHO).getByText(/mostly written Credit Risk: the two count apart/)).toBeTruthy();
  expect(card(WHO).getByText(/mostly written production: to the rules the two are the same/)).toBeTruthy();
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
