import { expect, test } from "vitest";
import { gap, status } from "../fixture";
import { gapScopes, gapSentence } from "./gap";

test("the banner counts scopes, not reads, and names them", () => {
  const gaps = [gap(), gap({ operation: "Search:Model" }), gap({ region: "us-east-1" })];
  expect(gapSentence(status({ complete: false, gaps }))).toBe(
    "2 of 36 scopes could not be read in full: sandbox (eu-west-1, us-east-1). Numbers may be too low.",
  );
});

test("what was read after throttled calls is no gap", () => {
  expect(gapScopes([gap({ outcome: "read", throttled: 7 })])).toEqual([]);
});

test("more than three accounts are counted, not listed", () => {
  const gaps = ["a", "b", "c", "d", "e"].map((account) => gap({ account_id: account, account_name: account }));
  expect(gapSentence(status({ complete: false, gaps }))).toContain("c (eu-west-1) and 2 more");
});
