/** Single keys, the two-key "go" sequences, and the switch that turns them off (WCAG 2.1.4). */
import { useEffect, useRef, useSyncExternalStore } from "react";
import { navigate } from "../route/router";

const STORE = "modelgov:single-keys";
const listeners = new Set<() => void>();

function read(): boolean {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(STORE, on ? "on" : "off");
  } catch {
    // Without storage the choice cannot be kept; the keys stay as they are.
  }
  listeners.forEach((listener) => listener());
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, read);
}

const GO: Readonly<Record<string, string>> = {
  o: "/",
  m: "/models",
  e: "/endpoints",
  d: "/monitoring",
  f: "/findings",
  k: "/controls",
  t: "/teams",
  a: "/accounts",
  c: "/coverage",
};

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
}

/** Moves focus along the rows of the page; the browser scrolls, and a virtual list draws what comes. */
function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? (step === 1 ? 0 : -1) : at + step;
  rows.at(next < rows.length ? next : -1)?.focus();
}

export interface ShortcutActions {
  readonly search: () => void;
  readonly help: () => void;
}

export function useShortcuts(actions: ShortcutActions): void {
  const latest = useRef(actions);
  const singleKeys = useSingleKeys();
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        latest.current.search();
        return;
      }
      if (!singleKeys || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      const going = event.timeStamp < goUntil ? GO[event.key] : undefined;
      goUntil = event.key === "g" ? event.timeStamp + 1200 : 0;
      const run = going === undefined ? single(event.key, latest.current) : () => navigate(going);
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [singleKeys]);
}

/** Selects the row that has the focus, or takes it back. */
function selectRow(): void {
  const row = document.activeElement?.closest("tr, [role=row]");
  row?.querySelector<HTMLElement>("[data-select]")?.click();
}

function single(key: string, actions: ShortcutActions): (() => void) | null {
  switch (key) {
    case "/":
      return actions.search;
    case "?":
      return actions.help;
    case "j":
      return () => moveRow(1);
    case "k":
      return () => moveRow(-1);
    case "x":
      return selectRow;
    case "c":
      return () => document.querySelector<HTMLElement>("[data-compare]")?.click();
    default:
      return null;
  }
}
