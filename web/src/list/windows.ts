/** The rows of a long list by windows of 100: only those on screen are asked for. */
import { useQueries, useQuery, type UseQueryOptions } from "@tanstack/react-query";
import { useState } from "react";
import { WINDOW } from "../api/path";
import type { FacetValue } from "../api/shape";

interface ListPage<R> {
  readonly total: number;
  readonly rows: readonly R[];
  readonly facets: Readonly<Record<string, readonly FacetValue[]>> | null;
}

export interface Windows<R> {
  readonly total: number | null;
  readonly facets: Readonly<Record<string, readonly FacetValue[]>> | null;
  readonly row: (index: number) => R | undefined;
  readonly show: (first: number, last: number) => void;
  /** The rows on screen still answer the filter before this one. */
  readonly stale: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly updatedAt: number;
}

/** The windows that cover the rows from first to last, without the one that is always there. */
export function windowsFor(first: number, last: number, total: number): readonly number[] {
  const end = Math.min(last, total - 1);
  const found: number[] = [];
  for (let offset = Math.floor(first / WINDOW) * WINDOW; offset <= end; offset += WINDOW) {
    if (offset > 0) found.push(offset);
  }
  return found;
}

/** `queryOf` asks for the window at an offset; all of them answer the same filter. */
export function useWindows<R, P extends ListPage<R>>(queryOf: (offset: number) => UseQueryOptions<P, Error, P, string[]>): Windows<R> {
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const head = useQuery(queryOf(0));
  const total = head.data?.total ?? null;
  const offsets = head.isPlaceholderData ? [] : windowsFor(range[0], range[1], total ?? 0);
  const rest = useQueries({ queries: offsets.map((offset) => queryOf(offset)) });

  const row = (index: number): R | undefined => {
    const offset = Math.floor(index / WINDOW) * WINDOW;
    const page = offset === 0 ? head.data : rest[offsets.indexOf(offset)]?.data;
    return page?.rows[index - offset];
  };
  const show = (first: number, last: number) => {
    const next = [Math.floor(first / WINDOW) * WINDOW, last] as const;
    const same = windowsFor(...next, Infinity).join() === windowsFor(...range, Infinity).join();
    if (!same) setRange(next);
  };
  return {
    total,
    facets: head.data?.facets ?? null,
    row,
    show,
    stale: head.isPlaceholderData,
    error: head.data ? null : head.error,
    retry: () => void head.refetch(),
    updatedAt: Math.max(head.dataUpdatedAt, ...rest.map((query) => query.dataUpdatedAt)),
  };
}

/** The filter that the rows on screen answer: what tells of it changes with them, and the page is drawn once. */
export function useAnswered<F>(filter: F, key: string, stale: boolean): F {
  const [answered, setAnswered] = useState({ key, filter });
  if (!stale && answered.key !== key) setAnswered({ key, filter });
  return stale ? answered.filter : filter;
}
