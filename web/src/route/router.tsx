/** The router: the history API, one store, one link. */
import { startTransition, useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from "react";
import { inMoment } from "./moment";
import { inRange, parseRange, type TimeRange } from "./range";

export interface Place {
  readonly pathname: string;
  readonly search: string;
}

const listeners = new Set<() => void>();
let place: Place = read();

function read(): Place {
  return { pathname: window.location.pathname, search: window.location.search };
}

function publish(): void {
  const next = read();
  if (next.pathname === place.pathname && next.search === place.search) return;
  place = next;
  startTransition(() => listeners.forEach((listener) => listener()));
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("popstate", publish);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("popstate", publish);
  };
}

export function currentPlace(): Place {
  const now = read();
  if (now.pathname !== place.pathname || now.search !== place.search) place = now;
  return place;
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, currentPlace);
}

/** The range of time that the address names. */
export function useRange(): TimeRange {
  return parseRange(usePlace().search);
}

let ahead: (next: Place) => void = () => undefined;

/** Tells of every place that somebody is about to go to, before it is drawn: its data can be asked for meanwhile. */
export function lookAhead(tell: (next: Place) => void): void {
  ahead = tell;
}

function placeOf(path: string): Place {
  const { pathname, search } = new URL(path, window.location.href);
  return { pathname, search };
}

interface Going {
  /** For state that is still being typed, so that Back does not replay it. */
  replace?: boolean;
  /** Of the path alone, and not that of this page: for who changes it. */
  range?: "as named";
}

/** What goes along from page to page. */
function inFrame(to: string): string {
  return inMoment(inRange(to));
}

/** Goes to a path, at the moment and in the range of this page. */
export function navigate(to: string, options: Going = {}): void {
  const path = options.range === "as named" ? inMoment(to) : inFrame(to);
  const next = placeOf(path);
  const changesPage = next.pathname !== window.location.pathname;
  ahead(next);
  if (options.replace) window.history.replaceState(null, "", path);
  else window.history.pushState(null, "", path);
  if (changesPage) window.scrollTo(0, 0);
  publish();
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & { to: string };

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

export function Link({ to, onClick, onPointerDown, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={inFrame(to)}
      onPointerDown={(event) => {
        onPointerDown?.(event);
        if (isPlainClick(event)) ahead(placeOf(inFrame(to)));
      }}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || !isPlainClick(event)) return;
        event.preventDefault();
        navigate(to);
      }}
    />
  );
}
