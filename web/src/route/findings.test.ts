import fc from "fast-check";
import { expect, test } from "vitest";
import { FINDING_COLUMNS } from "../page/findings/columns";
import * as url from "./findings";
import { findingPath, matchPath } from "./path";

const value = fc.string({ minLength: 1, maxLength: 20 });
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 4 }).map((list) => [...list].sort());
const filters: fc.Arbitrary<url.FindingsFilter> = fc.record({
  standing: fc.boolean(),
  q: fc.string(),
  values: fc.dictionary(fc.constantFrom(...url.FINDING_FACETS), values),
  sort: fc.constantFrom("-severity_rank", "owner", "-opened_at"),
  columns: fc.option(fc.uniqueArray(fc.constantFrom("owner", "team", "region"))),
});

test("a filter comes back from its URL unchanged", () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(url.parseFindings(url.formatFindings(filter))).toEqual(filter);
    }),
  );
});

test("any query string is read without failing and settles after one round", () => {
  fc.assert(
    fc.property(fc.string(), (search) => {
      const once = url.formatFindings(url.parseFindings(search));
      expect(url.formatFindings(url.parseFindings(once))).toBe(once);
    }),
  );
});

test("what stands is the default, and leaves a bare path", () => {
  expect(url.findingsPath({})).toBe("/findings");
  expect(url.findingsPath({ standing: false })).toBe("/findings?view=resolved");
  expect(url.findingsSearch({ ...url.ALL_FINDINGS, standing: false }, 0, 100)).toBe("standing=false&offset=0&limit=100");
});

test("counts are asked for by what they can be narrowed to", () => {
  const filter = url.parseFindings("team=fraud&severity=high&control_id=drift-psi&q=x");
  expect(url.scoresSearch(filter)).toBe("control_id=drift-psi&team=fraud");
});

test("a value that is toggled twice is gone again", () => {
  const filter = url.parseFindings("owner=rita");
  expect(url.toggleFinding(url.toggleFinding(filter, "team", "a"), "team", "a")).toEqual(filter);
  expect(url.isFindingsFiltered(url.clearFindings(filter))).toBe(false);
});

test("every column whose head offers it can be sorted by", () => {
  expect(FINDING_COLUMNS.filter((column) => !column.unsorted && !url.isFindingSort(column.key))).toEqual([]);
});

test("the path of a finding names its control and its asset, slashes and all", () => {
  const key = { control: "drift-psi", asset: "arn:aws:sagemaker:eu-west-1:1:model-package/credit/3" };
  expect(matchPath(findingPath(key))).toEqual({ name: "finding", key });
  expect(matchPath("/findings/drift-psi/scope:1/eu-west-1")).toEqual({ name: "finding", key: { control: "drift-psi", asset: "scope:1/eu-west-1" } });
  expect(matchPath("/findings/drift-psi")).toEqual({ name: "missing" });
  expect(matchPath("/teams").name).toBe("teams");
  expect(matchPath("/teams/more/yet").name).toBe("missing");
});
