// What is asked of the server: held for a while, so that a page that is gone back to is there at once, and asked anew
// whenever the record has changed.
import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery } from "@tanstack/preact-query";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { get, Problem, type Paged, type Params } from "./api";

const TRIES = 8;
const HELD = 30 * 60_000; // ms that answers are held that no page shows

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: "always", // the server is on this machine or near it: there need be no other network
      staleTime: Infinity, // until the record changes
      gcTime: HELD,
      refetchOnWindowFocus: false,
      retry: (tried, error) => tried < TRIES && !(error instanceof Problem && error.status < 500),
      retryDelay: (tried) => Math.min(5000, 400 * 2 ** tried),
    },
  },
});

export interface Asked<T> {
  data: T | null;
  error: string | null;
  loading: boolean;
  trying: boolean; // it failed, and is being asked again
}

// What is held of the same path stays in view until the answer to other filters is there.
export function useLoad<T>(path: string | null, params: Params = {}): Asked<T> {
  const found = useQuery({
    queryKey: [path, params],
    queryFn: ({ signal }) => get<T>(path!, params, signal),
    enabled: path !== null,
  });
  const before = useRef<{ path: string | null; data: T | null }>({ path, data: null });
  if (before.current.path !== path || found.data !== undefined) before.current = { path, data: found.data ?? null };
  return {
    data: before.current.data,
    error: found.error ? found.error.message : null,
    loading: found.isFetching && found.data === undefined,
    trying: found.failureCount > 0,
  };
}

export interface Listed<T> extends Asked<Paged<T>> {
  items: T[];
  total: number;
  load: (() => void) | null;
}

// Pages of a list: the first is asked for at once, the others when they are wanted.
export function usePages<T>(path: string, params: Params, cursor = "cursor"): Listed<T> {
  const found = useInfiniteQuery({
    queryKey: ["pages", path, params],
    queryFn: ({ pageParam, signal }) => get<Paged<T>>(path, { ...params, [cursor]: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next ?? null,
    placeholderData: keepPreviousData,
  });
  const pages = found.data?.pages ?? [];
  return {
    data: pages[0] ?? null,
    error: found.error ? found.error.message : null,
    loading: found.isFetching && (found.isPending || found.isPlaceholderData),
    trying: found.failureCount > 0,
    items: pages.flatMap((page) => page.items),
    total: pages[0]?.total ?? 0,
    load: found.hasNextPage ? () => void found.fetchNextPage() : null,
  };
}

export function Loaded({ of, children }: { of: Asked<unknown>; children: ComponentChildren }) {
  if (of.data === null && of.error) {
    return (
      <p class="problem" role="alert">
        {of.error}{" "}
        <button type="button" onClick={() => void client.refetchQueries()}>
          Try again
        </button>
      </p>
    );
  }
  if (of.data === null) {
    const why = of.trying ? "The server does not answer; it is asked again …" : "Loading …";
    return (
      <p class="quiet" aria-busy="true">
        {why}
      </p>
    );
  }
  return <div aria-busy={of.loading || undefined}>{children}</div>;
}

export function More({ load, shown, total }: { load: (() => void) | null; shown: number; total: number }) {
  return (
    <p class="more">
      {shown.toLocaleString("en")} of {total.toLocaleString("en")}
      {load && (
        <button type="button" onClick={load}>
          Show more
        </button>
      )}
    </p>
  );
}
