import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Badge } from "./badge";
import { Coded, cut, Fold, LongText } from "./fold";

test("a long text shows its start until someone asks for all of it", () => {
  const text = "x".repeat(20_000);
  const { container } = render(<LongText text={text} />);
  expect(container.textContent).toHaveLength(600 + "\u2026 Show all".length);
  fireEvent.click(screen.getByRole("button", { name: "Show all" }));
  expect(container.textContent).toContain(text);
  fireEvent.click(screen.getByRole("button", { name: "Show less" }));
  expect(container.textContent).not.toContain(text);
});

test("a short text has nothing to unfold", () => {
  const { container } = render(<LongText text={"x".repeat(600)} />);
  expect(container.textContent).toBe("x".repeat(600));
  expect(screen.queryByRole("button")).toBeNull();
});

test("long content is folded, and opens", () => {
  const { container } = render(<Fold size={601}>document</Fold>);
  expect(container.querySelector(".fold")?.textContent).toBe("document");
  fireEvent.click(screen.getByRole("button", { name: "Show all" }));
  expect(container.querySelector(".fold")).toBeNull();
});

test("a text is cut between characters, never inside one", () => {
  expect(cut("\u{1f52c}\u{1f52c}\u{1f52c}", 2)).toBe("\u{1f52c}\u{1f52c}\u2026");
  expect(cut("\u{1f52c}\u{1f52c}", 2)).toBe("\u{1f52c}\u{1f52c}");
});

test("a badge stays small, with its whole word at hand", () => {
  render(<Badge tone="warn" word={"w".repeat(10_000)} />);
  const badge = screen.getByTitle("w".repeat(10_000));
  expect(badge.textContent).toBe(`${"w".repeat(60)}\u2026`);
});

test("what stands between backticks is code, and nothing else is lost", () => {
  const { container } = render(<p><Coded text="Run `modelgov check`, then look." /></p>);
  expect(container.querySelector("code")?.textContent).toBe("modelgov check");
  expect(container.textContent).toBe("Run modelgov check, then look.");
});
