import fc from "fast-check";
import { expect, test } from "vitest";
import { comparePath, parseCompare } from "./compare";

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,20}$/);
const key = fc.record({ account: fc.stringMatching(/^\d{12}$/), region: name, group: name, version: fc.integer({ min: 1, max: 99_999 }) });

test("versions come back from their address, in their order and once each", () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 4, selector: (one) => JSON.stringify(one) }), fc.boolean(), (versions, all) => {
      const search = comparePath(versions, all).replace("/compare", "");
      expect(parseCompare(search)).toEqual({ versions, all });
      expect(parseCompare(`${search || "?"}&${search.slice(1)}`).versions).toEqual(versions);
    }),
  );
});

test("what is no version, and a fifth one, is left out", () => {
  const search = `?v=nothing&v=1/eu/a/0&v=1/eu/a/1/2&${[1, 2, 3, 4, 5].map((version) => `v=1/eu/a/${version}`).join("&")}`;
  expect(parseCompare(search).versions.map((one) => one.version)).toEqual([1, 2, 3, 4]);
});
