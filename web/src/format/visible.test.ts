import fc from "fast-check";
import { expect, test } from "vitest";
import { raw, visible, visibleAnswer } from "./visible";

test("a character that reorders or hides text is shown as what it is", () => {
  expect(visible("fraud\u202egnp.exe")).toBe("fraud\u27e8U+202E\u27e9gnp.exe");
  const hidden = ["\u0000", "\u001b", "\u007f", "\u0085", "\u00ad", "\u061c", "\u200b", "\u200e", "\u200f", "\u2028", "\u202a", "\u2066", "\u2069", "\ufeff", "\u{e0041}"];
  for (const one of hidden) expect(visible(`a${one}b`)).toMatch(/^a\u27e8U\+[0-9A-F]{4,6}\u27e9b$/);
});

test("text that only looks unusual stays as it is", () => {
  for (const text of ["line\nline\tcell", "\u05e9\u05dc\u05d5\u05dd", "\u{1f469}\u200d\u{1f52c}", "na\u00efve \u2013 \u4e2d\u6587"]) {
    expect(visible(text)).toBe(text);
  }
});

test("what is shown can be sent back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(raw(visible(text))).toBe(raw(text));
      expect(visible(visible(text))).toBe(visible(text));
    }),
  );
  expect(raw("\u27e8U+202E\u27e9")).toBe("\u202e");
  expect(raw("\u27e8U+0041\u27e9 \u27e8U+FFFFFF\u27e9")).toBe("\u27e8U+0041\u27e9 \u27e8U+FFFFFF\u27e9");
});

test("every text of an answer is visible, also names and what is nested", () => {
  const answer = { rows: [{ owner: "a\u202eb", card: { "k\u2066": ["\u0007", 1, null, true] } }] };
  expect(visibleAnswer(answer)).toEqual({
    rows: [{ owner: "a\u27e8U+202E\u27e9b", card: { "k\u27e8U+2066\u27e9": ["\u27e8U+0007\u27e9", 1, null, true] } }],
  });
});
