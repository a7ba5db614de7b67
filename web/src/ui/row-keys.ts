/** Arrow keys in a table of links: one tab stop leads in, arrows lead on. Works with single keys switched off. */
import type { KeyboardEvent } from "react";

const ROWS = "tr, [role=row]";

function linksOf(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>("a[href]")];
}

function neighbour(from: HTMLElement, key: string, table: Element): HTMLElement | undefined {
  const row = from.closest(ROWS);
  if (!row) return undefined;
  const links = linksOf(row);
  const at = links.indexOf(from);
  if (key === "ArrowRight") return links[at + 1];
  if (key === "ArrowLeft") return links[at - 1];
  if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
  const rows = [...table.querySelectorAll(ROWS)].filter((one) => linksOf(one).length > 0);
  const next = rows[rows.indexOf(row) + (key === "ArrowDown" ? 1 : -1)];
  return next && linksOf(next)[at];
}

export function moveAmongLinks(event: KeyboardEvent): void {
  if (!(event.target instanceof HTMLElement) || !event.target.matches("a[href]")) return;
  const next = neighbour(event.target, event.key, event.currentTarget);
  if (!next) return;
  event.preventDefault();
  next.focus();
}
