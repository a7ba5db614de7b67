import fc from "fast-check";
import { expect, test } from "vitest";
import * as url from "./scope";

const values = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });
const scopes = fc.dictionary(fc.constantFrom(...url.SCOPE_KEYS), values);

test("a scope comes back from its address, and leaves what else stands there", () => {
  fc.assert(
    fc.property(scopes, (chosen) => {
      const to = url.withScope("/models?q=a&team=old", chosen);
      const once = url.parseScope(to.slice(to.indexOf("?")));
      expect(url.parseScope(`?${url.scopeSearch(once)}`)).toEqual(once);
      expect(new URLSearchParams(to.slice(to.indexOf("?"))).get("q")).toBe("a");
    }),
  );
});

test("a link within a scope keeps what it narrows by itself", () => {
  expect(url.inScope("/models?team=a", { team: ["b"], region: ["eu-west-1"] })).toBe("/models?team=a&region=eu-west-1");
});

test("nothing chosen is the whole organisation", () => {
  expect(url.withScope("/?team=a", {})).toBe("/");
  expect(url.isScoped({})).toBe(false);
  expect(url.knowsScope("/findings")).toBe(true);
  expect(url.knowsScope("/coverage")).toBe(false);
});
