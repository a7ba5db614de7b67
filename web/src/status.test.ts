import { expect, test } from "vitest";
import { APPROVALS, approval, approvalOf, endpoint, fieldWord, isGap, outcome, SHAPES, spaced, worst } from "./status";

test("every tone has a shape of its own, so that colour never speaks alone", () => {
  expect(new Set(Object.values(SHAPES)).size).toBe(Object.keys(SHAPES).length);
});

test("no two approval states share a word", () => {
  const words = Object.values(APPROVALS).map((meaning) => meaning.word);
  expect(new Set(words).size).toBe(words.length);
});

test("what is not known is never green", () => {
  expect(approval("Unknown").tone).toBe("neutral");
  expect(approval("SomethingNew").tone).toBe("neutral");
  expect(endpoint("SomethingNew").tone).toBe("neutral");
  expect(outcome("something_new").tone).not.toBe("ok");
});

test("a rejected version is urgent only where it serves", () => {
  expect(approvalOf({ approval_status: "Rejected", production: true })).toMatchObject({ tone: "bad", word: "Rejected, in use" });
  expect(approvalOf({ approval_status: "Rejected", production: false }).tone).toBe("neutral");
});

test("the worst outcome of a scope wins", () => {
  expect(worst(["read", "throttled", "denied", "empty"])).toBe("denied");
  expect(worst(["read", "empty"])).toBe("read");
  expect(worst([])).toBeNull();
});

test("only a full read is no gap", () => {
  expect(["read", "empty", "denied", "not_offered", "something_new"].filter(isGap)).toEqual([
    "denied",
    "something_new",
  ]);
});

test("recorded values read as the badges do", () => {
  expect(fieldWord("PendingManualApproval")).toBe("Waiting for approval");
  expect(fieldWord(null)).toBe("nothing");
  expect(spaced("InService")).toBe("In service");
  expect(spaced("not_offered")).toBe("Not offered");
  expect(spaced("pipeline_execution_arn")).toBe("Pipeline execution ARN");
});
