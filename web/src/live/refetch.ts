/** Refetches a page's data when the stream says that something changed, at most once per 300 ms. */
import { useQueryClient, type QueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLive } from "./store";

export const REFETCH_MS = 300;

/** A throttle with a trailing run, which also waits for a request that is still under way. */
export function createRefetch(client: QueryClient, key: QueryKey, every = REFETCH_MS) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -Infinity;
  const run = () => {
    timer = undefined;
    if (client.isFetching({ queryKey: key }) > 0) {
      timer = setTimeout(run, every / 2);
      return;
    }
    last = performance.now();
    void client.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
  };
  return {
    ask: () => {
      timer ??= setTimeout(run, Math.max(0, last + every - performance.now()));
    },
    stop: () => clearTimeout(timer),
  };
}

/** `count` is one of the live view's counters; while `hold` is set, changes wait. */
export function useRefetchOn(count: "changes" | "findings" | "coverage", key: QueryKey, hold = false): void {
  const client = useQueryClient();
  const seen = useLive()[count];
  const done = useRef(seen);
  const name = JSON.stringify(key);
  const refetch = useRef<ReturnType<typeof createRefetch> | null>(null);
  useEffect(() => {
    const made = createRefetch(client, JSON.parse(name) as QueryKey);
    refetch.current = made;
    return () => made.stop();
  }, [client, name]);
  useEffect(() => {
    if (hold || done.current === seen) return;
    done.current = seen;
    refetch.current?.ask();
  }, [seen, hold]);
}
