import { useSyncExternalStore } from "react";
import { absolute, age, ago } from "../format/time";
import { pageTime } from "../route/moment";

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 5000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** One clock for the whole page, so that all relative times move together; of the past, the moment itself. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => pageTime(now));
}

/** A relative time, with the absolute one on hover and for machines. */
export function Ago({ at, short = false }: { at: string; short?: boolean }) {
  const clock = Math.max(useNow(), 0);
  return (
    <time dateTime={at} title={absolute(at, true)}>
      {short ? age(at, clock) : ago(at, clock)}
    </time>
  );
}

export function At({ at, seconds = false }: { at: string; seconds?: boolean }) {
  return <time dateTime={at}>{absolute(at, seconds)}</time>;
}
