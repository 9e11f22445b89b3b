/** What a spreadsheet can hold. */
export const importKinds = ['VOLUNTEERS', 'TEAMS', 'DIVISIONS', 'APPOINTMENTS'] as const;
export type PeopleImportKind = (typeof importKinds)[number];

/** A row as it was read: trimmed texts by column, '' where nothing stands. */
export interface ImportRow {
  /** As the person sees it in the spreadsheet. */
  readonly rowNumber: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Columns whose long number the spreadsheet has cut. */
  readonly mangled: readonly string[];
}

/** What is wrong in one cell: the code has a sentence. */
export interface CellProblem {
  readonly column: string;
  readonly problem: string;
}

export type DuplicateKind = 'SAME_NAME_AND_PHONE' | 'SAME_PHONE';

/** Somebody else who may be the same person: registered already, or in another row. */
export interface Duplicate {
  readonly kind: DuplicateKind;
  readonly otherVolunteerId: string | null;
  readonly otherRowNumber: number | null;
}

export interface RowFinding {
  readonly rowNumber: number;
  readonly problems: readonly CellProblem[];
  /** It is here already, exactly so: nothing will happen. */
  readonly isKnown: boolean;
  /** What it is here as, where the kind can say so. */
  readonly knownId: string | null;
  readonly duplicates: readonly Duplicate[];
}

export type RowOutcome = 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'SKIPPED' | 'FAILED';

/** A column of a form: how an import finds it and how a template shows it. */
export interface FormField {
  readonly key: string;
  readonly header: string;
  readonly aliases: readonly string[];
  readonly required: boolean;
  readonly widthChars: number;
  readonly choices?: readonly string[];
  readonly example: string;
  /** What to write here, for the sheet of instructions. */
  readonly hint: string;
}

/** The column of an error workbook that says which row of the upload a line was. */
export const ORIGINAL_ROW = '原行号';

/**
 * Rows of an upload after a correction: what was right stays, a corrected row takes the place of the one it was, and a row
 * that was left empty beside its number is gone.
 */
export function corrected(before: readonly ImportRow[], mended: readonly ImportRow[]): readonly ImportRow[] {
  const byNumber = new Map(before.map((row) => [row.rowNumber, row]));
  for (const row of mended) {
    if (isEmpty(row)) byNumber.delete(row.rowNumber);
    else byNumber.set(row.rowNumber, row);
  }
  return [...byNumber.values()].sort((a, b) => a.rowNumber - b.rowNumber);
}

/** Whether nothing stands in a row. */
export function isEmpty({ cells }: ImportRow): boolean {
  return Object.values(cells).every((text) => text === '');
}

/** A row that a template brings along to show how to fill it in; its first cell says so. */
export function isExample(row: ImportRow, fields: readonly FormField[]): boolean {
  const first = fields[0];
  return first !== undefined && (row.cells[first.key] ?? '').startsWith('示例');
}

/** Whether a text has between `min` and `max` characters. */
export function hasLength(text: string, min: number, max: number): boolean {
  const { length } = [...text];
  return length >= min && length <= max;
}

/** 是 or 否, in the ways people write them; null where it is neither. */
export function readYesNo(text: string): boolean | null {
  if (['是', 'Y', 'y', '√', '1'].includes(text)) return true;
  if (['否', 'N', 'n', '×', '0'].includes(text)) return false;
  return null;
}
