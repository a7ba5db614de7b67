import fc from "fast-check";
import { expect, test } from "vitest";
import { ENDPOINT_COLUMNS } from "../page/endpoints/columns";
import { ENDPOINTS, type EndpointFilter } from "./endpoints";
import { endpointPath, matchPath, teamPath } from "./path";

const values = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 4 }).map((list) => [...list].sort());
const filters: fc.Arbitrary<EndpointFilter> = fc.record({
  q: fc.string(),
  values: fc.dictionary(fc.constantFrom(...ENDPOINTS.facets), values),
  sort: fc.constantFrom("-usd_per_month", "endpoint_name", "-invocations_per_day"),
  columns: fc.option(fc.uniqueArray(fc.constantFrom("team", "usd_per_1000", "region"))),
});

test("a filter comes back from its address unchanged", () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(ENDPOINTS.parse(ENDPOINTS.format(filter))).toEqual(filter);
    }),
  );
});

test("any query string is read without failing and settles after one round", () => {
  fc.assert(
    fc.property(fc.string(), (search) => {
      const once = ENDPOINTS.format(ENDPOINTS.parse(search));
      expect(ENDPOINTS.format(ENDPOINTS.parse(once))).toBe(once);
    }),
  );
});

test("every column can be sorted by", () => {
  for (const { key } of ENDPOINT_COLUMNS) expect(ENDPOINTS.parse(`?sort=${key}`).sort).toBe(key);
});

test("a name of any kind leads to its page and back", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }).filter((name) => !/[\ud800-\udfff]/u.test(name) && name !== "." && name !== ".."), (name) => {
      const key = { account: "222233334444", region: "eu-west-1", endpoint: name };
      expect(matchPath(endpointPath(key))).toEqual({ name: "endpoint", key });
      expect(matchPath(teamPath(name))).toEqual({ name: "team", team: name });
    }),
  );
  expect(matchPath("/endpoints/a/b")).toEqual({ name: "missing" });
  expect(matchPath("/teams/a/b")).toEqual({ name: "missing" });
});
