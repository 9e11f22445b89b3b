import { spreadsheetErrors } from './errors';
import type { SheetColumn } from './spreadsheet-reader';

/** Where each wanted column stands (counted from 1); optional columns may be missing. */
export type ColumnPositions<K extends string> = ReadonlyMap<K, number>;

/**
 * A header as it is compared: width-folded, lower case, without white space, without the marks of a template
 * (`*`, `（必填）`).
 */
export function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/\((必填|选填|可选)\)/g, '')
    .replace(/[\s*:]/g, '')
    .toLowerCase();
}

/**
 * The positions of the wanted columns, where `texts` (by column, counted from 1) is the header row: it names at least
 * one required column. Null where it is some other row, such as a title.
 *
 * @throws SPREADSHEET_HEADER_TWICE where two columns answer to the same wanted one.
 */
export function matchHeader<K extends string>(
  texts: ReadonlyMap<number, string>,
  columns: readonly SheetColumn<K>[],
): ColumnPositions<K> | null {
  const positions = new Map<K, number>();
  for (const column of columns) {
    const names = new Set([column.header, ...(column.aliases ?? [])].map(headerKey));
    const found = [...texts].filter(([, text]) => names.has(headerKey(text))).map(([position]) => position);
    if (found.length > 1) {
      throw spreadsheetErrors.refuse('SPREADSHEET_HEADER_TWICE', { details: { column: column.header } });
    }
    if (found[0] !== undefined) positions.set(column.key, found[0]);
  }
  const required = columns.filter((column) => column.required);
  const anchors = required.length > 0 ? required : columns;
  return anchors.some((column) => positions.has(column.key)) ? positions : null;
}

/** The headers of the required columns that `positions` lacks. */
export function missingHeaders<K extends string>(
  positions: ColumnPositions<K>,
  columns: readonly SheetColumn<K>[],
): readonly string[] {
  return columns.filter((column) => column.required && !positions.has(column.key)).map((column) => column.header);
}
