/** One column of a list: what it says of a row, in words. A page may draw the cell itself (slot `cell-<key>`). */
export interface Column<T> {
  readonly key: string;
  readonly name: string;
  /** Figures stand right. */
  readonly isNumber?: true;
  /** May break into several lines; others stay on one. */
  readonly isLong?: true;
  /** What the cell says; the export says the same. */
  readonly text: (row: T) => string;
  /** Where a click leads; the first column of most lists has one. */
  readonly to?: (row: T) => string | undefined;
}

/** A list that goes on, as `useList` makes it. */
export interface LongList<T> {
  readonly items: { readonly value: readonly T[] };
  readonly isWaiting: { readonly value: boolean };
  readonly updatedAt: { readonly value: number };
  readonly trouble: { readonly value: Error | null };
  readonly hasMore: { readonly value: boolean };
  readonly isGettingMore: { readonly value: boolean };
  readonly more: () => void;
  readonly again: () => void;
  /** Every row, page by page, at most so many. */
  readonly everything: (most: number, onRows: (count: number) => void) => Promise<readonly T[]>;
}
