import { useQuery, type QueryKey, type UseQueryOptions } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { usePainted } from "../../ui/marks";
import { ErrorCard, Skeleton } from "../../ui/states";

interface FetchedProps<T, K extends QueryKey> {
  readonly query: UseQueryOptions<T, Error, T, K>;
  readonly label: string;
  readonly heights: readonly number[];
  readonly children: (data: T) => ReactNode;
}

/** What a tab asks for, with its error and its wait. */
export function Fetched<T, K extends QueryKey>({ query, label, heights, children }: FetchedProps<T, K>) {
  const { data, error, refetch, dataUpdatedAt } = useQuery(query);
  usePainted(data === undefined ? null : String(dataUpdatedAt));
  if (data !== undefined) return children(data);
  if (error) return <ErrorCard error={error} retry={() => void refetch()} />;
  return <Skeleton label={label} heights={heights} />;
}
