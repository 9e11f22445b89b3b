import { IntField, TextField } from './fields';
import { httpErrors } from './http-errors';

/** Keyset paging: `after` is the opaque position behind the last row of the page before. */
export class PageQuery {
  @IntField({ label: '每页条数', min: 1, max: 200, optional: true, example: 50 })
  limit?: number;

  @TextField({ label: '翻页位置', max: 400, optional: true, description: '上一页返回的 next' })
  after?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Position for the next page, or null on the last one. */
  readonly next: string | null;
}

const DEFAULT_LIMIT = 50;

/** Rows a page may hold. */
export function limitOf(query: PageQuery): number {
  return query.limit ?? DEFAULT_LIMIT;
}

/** Packs the sort key of a row into an opaque position. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/** The sort key of a position, or null for the first page. @throws CURSOR_INVALID unless it has `parts` parts. */
export function decodeCursor(query: PageQuery, parts: number): readonly (string | number)[] | null {
  if (query.after === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(query.after, 'base64url').toString('utf8'));
    const isKey =
      Array.isArray(key) && key.length === parts && key.every((p) => typeof p === 'string' || typeof p === 'number');
    if (isKey) return key;
  } catch {
    // falls through to the refusal below
  }
  throw httpErrors.refuse('CURSOR_INVALID', { field: 'after' });
}

/** Cuts limit + 1 rows into a page: the row too many only says that there is a next page. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
  toItem: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(toItem), next: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
