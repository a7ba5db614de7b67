import { expect, test } from "vitest";
import { csvText } from "./csv";

test("a text that a spreadsheet would run stays a text, and what is not known is empty", () => {
  const rows = [["name", "value"], ["=cmd()", -1.5], ['a "b", c', null], ["@sum", 0]] as const;
  expect(csvText(rows)).toBe('name,value\r\n\'=cmd(),-1.5\r\n"a ""b"", c",\r\n\'@sum,0\r\n');
});
