/**
 * Code that is loaded when a page first needs it.
 *
 * Not React.lazy: once a Suspense fallback is on screen, React holds the content back for 300 ms
 * to avoid flicker, which is half of the time that a page may take to its first numbers.
 */
import { useEffect, useSyncExternalStore, type ComponentType } from "react";

export interface Chunk<P> {
  /** Ends when the code is there, or failed: the page that asks for it shows why. */
  readonly load: () => Promise<void>;
  readonly read: () => ComponentType<P> | Error | null;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function chunk<P>(from: () => Promise<{ default: ComponentType<P> }>): Chunk<P> {
  let state: ComponentType<P> | Error | null = null;
  let asked: Promise<void> | null = null;
  const settle = (next: ComponentType<P> | Error) => {
    state = next;
    if (next instanceof Error) asked = null;
    listeners.forEach((listener) => listener());
  };
  return {
    load: () =>
      (asked ??= from().then(
        (module) => settle(module.default),
        (cause: unknown) => settle(new Error("The code of this page could not be loaded.", { cause })),
      )),
    read: () => state,
  };
}

/** The page's component, or null until it is there. A failed load is thrown, for the boundary to show. */
export function useChunk<P>(wanted: Chunk<P>): ComponentType<P> | null {
  useEffect(() => void wanted.load(), [wanted]);
  const state = useSyncExternalStore(subscribe, wanted.read);
  if (state instanceof Error) throw state;
  return state;
}
