import { expect, test } from "vitest";
import { findPlaces, NAV, PLACES } from "./places";

const labels = (text: string) => findPlaces(text).map((place) => place.label);

test("nothing typed shows every place", () => {
  expect(findPlaces("  ")).toBe(PLACES);
  expect(PLACES.length).toBeGreaterThan(NAV.length);
});

test("words may be begun, and stand in any order", () => {
  expect(labels("cov")).toEqual(["Coverage"]);
  expect(labels("approval wait")).toEqual(["Waiting for approval"]);
});

test("a typo is forgiven where nothing is called so", () => {
  expect(labels("covreage")).toEqual(["Coverage"]);
  expect(labels("fidnings")).toEqual(["Findings"]);
  expect(labels("zzzz")).toEqual([]);
});
