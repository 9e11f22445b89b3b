import { useInfiniteQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read, type Reply } from './answer';

/** A page of a list, as the service answers it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | null;
}

/** A list that goes on: its rows so far, and whether there are more. The key holds everything the rows depend on. */
export function useList<T>(key: Readonly<Ref<readonly unknown[]>>, page: (after?: string) => Promise<Reply<Page<T>>>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(page(pageParam)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return {
    items: computed(() => query.data.value?.pages.flatMap(({ items }) => items) ?? []),
    /** Nothing has come yet: still asked for, or refused (`trouble` says which). */
    isWaiting: computed(() => query.data.value === undefined),
    /** When the rows were fetched last, in milliseconds. */
    updatedAt: query.dataUpdatedAt,
    trouble: query.error,
    hasMore: query.hasNextPage,
    isGettingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
    everything: (most: number, onRows: (count: number) => void) => everything(page, most, onRows),
  };
}

/**
 * Every row of a list, page by page, at most so many and the rest of the last page.
 *
 * @throws ReadTrouble
 */
async function everything<T>(
  page: (after?: string) => Promise<Reply<Page<T>>>,
  most: number,
  onRows: (count: number) => void,
): Promise<readonly T[]> {
  const rows: T[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await read(page(after));
    rows.push(...items);
    onRows(rows.length);
    after = next ?? undefined;
  } while (after !== undefined && rows.length < most);
  return rows;
}
