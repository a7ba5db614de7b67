import fc from "fast-check";
import { expect, test } from "vitest";
import { groupVersionsPath, matchPath, versionPath } from "./path";

test("a version comes back from its path, whatever characters its group has", () => {
  const part = fc.string({ minLength: 1 }).filter((text) => text !== "." && text !== "..");
  fc.assert(
    fc.property(part, part, fc.integer({ min: 1, max: 99_999 }), (account, group, version) => {
      const key = { account, region: "eu-west-1", group, version };
      expect(matchPath(versionPath(key))).toEqual({ name: "version", key });
    }),
  );
});

test.each([
  ["/", "overview"],
  ["/models", "models"],
  ["/models/", "models"],
  ["/coverage", "coverage"],
  ["/compare", "compare"],
  ["/compare/1", "missing"],
  ["/models/1/eu-west-1/pd", "group"],
  ["/models/1/eu-west-1/pd/4", "version"],
  ["/groups/1/eu-west-1/pd", "group"],
  ["/groups/1/eu-west-1", "missing"],
  ["/groups/1/eu-west-1/pd/4", "missing"],
  ["/models/1/eu-west-1", "missing"],
  ["/models/1/eu-west-1/pd/latest", "missing"],
  ["/models/1/eu-west-1/pd/4/5", "missing"],
  ["/models/1/eu-west-1/%E0%A4%A", "missing"],
  ["/nothing", "missing"],
])("%s is the page %s", (path, name) => {
  expect(matchPath(path).name).toBe(name);
});

test("the list of a group's versions names the group exactly, not by search", () => {
  const path = groupVersionsPath({ account: "1", region: "eu-west-1", group: "pd" });
  expect(path).toBe("/models?account_id=1&region=eu-west-1&model_group=pd&sort=-version");
});
