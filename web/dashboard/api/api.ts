import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Api } from '../../../src/api/contract/contract.ts';
import type { OperationId } from '../../../src/api/contract/routes.ts';
import { type Answer, type Args, createClient, type Sent } from './client.ts';
import type { Problem } from './problem.ts';

/** Calls an operation outside of React, and in event handlers. */
export const { call, send } = createClient({
  fetch: (...args) => window.fetch(...args),
  newKey: () => window.crypto.randomUUID(),
  language: () => document.documentElement.lang,
  onSignedOut: signIn,
});

/** Goes to the sign-in page, and back here after it. What was read stays behind. */
export function signIn(): void {
  if (window.location.pathname === '/sign-in') return;
  const back = window.location.pathname + window.location.search;
  window.location.assign(back === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ return: back })}`);
}

/** Query of an operation, for loaders. */
export function apiQuery<Id extends OperationId>(id: Id, args: Args<Id>) {
  return queryOptions<Answer<Id>, Problem>({
    queryKey: [id, args],
    queryFn: ({ signal }) => call(id, args, signal),
  });
}

/** Reads an operation, and reads it again when something that it shows was changed. */
export function useApi<Id extends OperationId>(
  id: Id,
  args: Args<Id>,
  { enabled = true, refetchIntervalMs }: { readonly enabled?: boolean; readonly refetchIntervalMs?: number } = {},
): UseQueryResult<Answer<Id>, Problem> {
  return useQuery({
    ...apiQuery(id, args),
    enabled,
    placeholderData: keepPreviousData,
    ...(refetchIntervalMs === undefined ? {} : { refetchInterval: refetchIntervalMs }),
  });
}

/**
 * Runs an operation that changes something.
 * @param invalidates Operations that are read again after it; without: all of them.
 */
export function useApiMutation<Id extends OperationId>(
  id: Id,
  { invalidates }: { readonly invalidates?: readonly OperationId[] } = {},
): UseMutationResult<Answer<Id>, Problem, Args<Id>> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (args) => call(id, args),
    onSuccess: () => invalidate(queryClient, invalidates),
  });
}

/** Reads again what operations have answered; without ids: everything. */
export async function invalidate(queryClient: QueryClient, ids?: readonly OperationId[]): Promise<void> {
  if (ids === undefined) return queryClient.invalidateQueries();
  await Promise.all(ids.map((id) => queryClient.invalidateQueries({ queryKey: [id] })));
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Operations that are read page by page. */
type PagedId = { [Id in OperationId]: Api[Id]['answer'] extends Page<unknown> ? Id : never }[OperationId];

type Item<Id extends PagedId> = Api[Id]['answer'] extends Page<infer One> ? One : never;

export interface Pages<Item, Answer = Page<Item>> {
  readonly items: readonly Item[];
  /** The first page, with what its answer has beside items; null: it isn't there yet. */
  readonly first: Answer | null;
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Item>>, Problem>;
  /** Reads the next page, where there is one and it isn't being read yet: hand it to a table's `onEnd`. */
  readonly readOn: () => void;
}

/** Reads a list page by page, as far as it is looked at. */
export function useApiPages<Id extends PagedId>(id: Id, args: Args<Id>): Pages<Item<Id>, Api[Id]['answer']>;
export function useApiPages(id: PagedId, args: object): Pages<unknown> {
  const query = useInfiniteQuery<
    Page<unknown>,
    Problem,
    InfiniteData<Page<unknown>>,
    readonly unknown[],
    string | null
  >({
    queryKey: [id, 'pages', args],
    queryFn: ({ pageParam, signal }) => send(id, atCursor(args, pageParam), signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const first = data?.pages[0] ?? null;
  return { items, first, query, readOn: () => void (hasNextPage && !isFetching && fetchNextPage()) };
}

function atCursor(args: Sent, cursor: string | null): Sent {
  return { ...args, query: { ...args.query, cursor } };
}
