import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRefetch } from "./refetch";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const client = new QueryClient();
  let calls = 0;
  const observer = new QueryObserver(client, {
    queryKey: ["overview"],
    queryFn: () => {
      calls += 1;
      return Promise.resolve(calls);
    },
    staleTime: Infinity,
  });
  const stop = observer.subscribe(() => undefined);
  return { client, stop, calls: () => calls };
}

test("a burst of changes makes one request now and one after the pause", async () => {
  const { client, stop, calls } = watched();
  await vi.advanceTimersByTimeAsync(10);
  const refetch = createRefetch(client, ["overview"]);
  for (let change = 0; change < 50; change += 1) {
    refetch.ask();
    await vi.advanceTimersByTimeAsync(5);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(calls()).toBe(1 + 2);
  stop();
});

test("the last change of a burst is never lost", async () => {
  const { client, stop, calls } = watched();
  await vi.advanceTimersByTimeAsync(10);
  const refetch = createRefetch(client, ["overview"]);
  refetch.ask();
  await vi.advanceTimersByTimeAsync(1);
  const before = calls();
  refetch.ask();
  await vi.advanceTimersByTimeAsync(300);
  expect(calls()).toBe(before + 1);
  stop();
});
