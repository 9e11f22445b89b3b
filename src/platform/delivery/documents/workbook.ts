import type { Readable } from 'node:stream';

/** A formula an auditor can recompute, with the result it had, so that viewers show it without computing. */
export interface FormulaCell {
  /** Without the leading equals sign. It is written by our code, never from what a person typed. */
  readonly formula: string;
  readonly result: number;
}

/** A text whose cell is coloured, so that the eye finds what has to be mended. */
export interface FlaggedCell {
  readonly flagged: string;
}

export type CellContent = string | number | FormulaCell | FlaggedCell | null;

/**
 * How a column shows its cells. `id` is text in a text-formatted cell, so that Excel never turns a long number into
 * 1.1E+17; `ordinal` is a place or a running number, centred; `decimal1`
 * and `decimal2` show one and two decimals.
 */
export type ColumnKind = 'text' | 'wrapped' | 'id' | 'day' | 'ordinal' | 'integer' | 'decimal1' | 'decimal2';

export interface TableColumn {
  readonly header: string;
  /** Columns that follow each other with the same group share a cell above their headers. */
  readonly group?: string;
  readonly kind: ColumnKind;
  /** Width in characters of the default font; a Chinese character takes two. */
  readonly widthChars: number;
}

/** A list with a title, a styled header that stays on top (screen and print), and a filter. */
export interface TableSheet {
  readonly kind: 'table';
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly columns: readonly TableColumn[];
  /** Rows from the first body row on; formulas refer to rows through `firstBodyRow(sheet)`. */
  readonly rows: Iterable<readonly CellContent[]> | AsyncIterable<readonly CellContent[]>;
  /** A last row in bold, outside the filter. */
  readonly totals?: readonly CellContent[];
  readonly notes?: readonly string[];
}

export type PageBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'field'; readonly label: string; readonly text: string }
  | { readonly kind: 'space' }
  /** A line to sign on, with the place for a date. */
  | { readonly kind: 'signature'; readonly label: string; readonly name: string }
  /** An empty place of several rows for the red seal, at the right, with the date beneath. */
  | { readonly kind: 'seal'; readonly organisation: string; readonly dateText: string };

/** A sheet to be read like a page: cover, method, signatures. */
export interface PageSheet {
  readonly kind: 'page';
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly blocks: readonly PageBlock[];
}

export interface FormColumn {
  /** As an import looks for it. */
  readonly header: string;
  readonly isRequired: boolean;
  readonly widthChars: number;
  /** What the drop-down offers; no list may be longer than 255 characters. */
  readonly choices?: readonly string[];
}

/** A list to fill in: every cell is text, so that long numbers survive, with drop-downs and example rows. */
export interface FormSheet {
  readonly kind: 'form';
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly columns: readonly FormColumn[];
  readonly examples: readonly (readonly string[])[];
  /** Rows that get the drop-downs. */
  readonly rowCount: number;
}

export interface WorkbookContent {
  readonly title: string;
  readonly author: string;
  /** Becomes the file's creation date, in epoch milliseconds. */
  readonly documentDateMs: number;
  readonly sheets: readonly (TableSheet | PageSheet | FormSheet)[];
}

/** Writes workbooks that open in Excel, WPS and LibreOffice and print on A4. */
export abstract class WorkbookWriter {
  /** @returns the bytes of an .xlsx file. Strings that a spreadsheet could take for a formula are neutralised. */
  abstract write(content: WorkbookContent): Promise<Buffer>;

  /** The same, on its way while its rows are still being fetched. What fails on the way breaks the stream off. */
  abstract stream(content: WorkbookContent): Readable;
}

interface Headed {
  readonly columns: readonly Pick<TableColumn, 'header' | 'group'>[];
}

/** Title, empty or subtitle, then one or two header rows: the number of the last header row. Rows count from 1. */
export function headerRowOf(sheet: Headed): number {
  return sheet.columns.some((column) => column.group !== undefined) ? 4 : 3;
}

/** The number of the first body row, for formulas. */
export function firstBodyRow(sheet: Headed): number {
  return headerRowOf(sheet) + 1;
}

/** The letters of a column, counted from 0: 0 → A, 25 → Z, 26 → AA. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/**
 * `text` so that no spreadsheet takes it for a formula. rule: cells that begin with = + - @ tab or CR are neutralised
 * on export. The apostrophe is what Excel itself uses to say "text".
 */
export function neutralised(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** The text as it was before `neutralised`, so that an exported list can be imported again. */
export function withoutNeutralising(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
