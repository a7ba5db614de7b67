import fc from "fast-check";
import { expect, test } from "vitest";
import { wordDiff, type Piece } from "./words";

const words = fc.array(fc.constantFrom("a", "b", "loan", "score", " ", "\n"), { maxLength: 40 }).map((list) => list.join(" "));

function only(pieces: readonly Piece[], kind: Piece["kind"]): string {
  return pieces.filter((piece) => piece.kind === "same" || piece.kind === kind).map((piece) => piece.text).join("");
}

test("both texts come back from their difference", () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      const pieces = wordDiff(before, after);
      expect(only(pieces, "removed")).toBe(before);
      expect(only(pieces, "added")).toBe(after);
    }),
  );
});

test("a text has no difference from itself", () => {
  fc.assert(
    fc.property(words, (text) => {
      expect(wordDiff(text, text).filter((piece) => piece.kind !== "same")).toEqual([]);
    }),
  );
});

test("one word that changed is the only difference", () => {
  expect(wordDiff("Score all loans.", "Score new loans.")).toEqual([
    { kind: "same", text: "Score " },
    { kind: "removed", text: "all" },
    { kind: "added", text: "new" },
    { kind: "same", text: " loans." },
  ]);
});

test("texts of many thousand words are told apart without waiting for it", () => {
  const [before, after] = ["x ", "y "].map((word) => word.repeat(20_000));
  expect(wordDiff(before ?? "", after ?? "").length).toBeLessThan(5);
});
