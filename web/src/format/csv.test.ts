import { expect, test } from "vitest";
import { csv } from "./csv";

test("what is not known is an empty field, and a comma or a quote stays inside its field", () => {
  expect(csv(["name", "psi"], [["a,b", 0.1], ['say "x"', null]])).toBe('name,psi\r\n"a,b",0.1\r\n"say ""x""",\r\n');
});

test("no text runs as a formula, and a number below zero stays one", () => {
  expect(csv(["name", "value"], [["=1+1", -2], ["@x", 0]])).toBe("name,value\r\n'=1+1,-2\r\n'@x,0\r\n");
});
