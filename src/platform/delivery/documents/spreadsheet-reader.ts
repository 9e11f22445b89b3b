import type { ArchiveLimits } from './spreadsheet-archive';

/** A column an import asks for, found by its header, wherever it stands. */
export interface SheetColumn<K extends string> {
  readonly key: K;
  readonly header: string;
  /** Other headers people use for the same thing: 手机 for 手机号. */
  readonly aliases?: readonly string[];
  readonly required: boolean;
}

export interface SheetRequest<K extends string> extends Partial<ArchiveLimits> {
  readonly columns: readonly SheetColumn<K>[];
  /** Rows with content below the header. */
  readonly maxRows: number;
}

export interface SheetRow<K extends string> {
  /** As the person sees it in the spreadsheet, counted from 1. */
  readonly rowNumber: number;
  /** Trimmed text; '' where the cell is empty or the optional column is missing. Days are `YYYY-MM-DD`. */
  readonly cells: Readonly<Record<K, string>>;
  /**
   * Columns whose number has more than 15 digits, so that Excel has already replaced its last ones by zeros. Such a
   * cell must be refused (SPREADSHEET_NUMBER_MANGLED), never stored.
   */
  readonly mangled: readonly K[];
}

/** Reads the first visible sheet of an .xlsx file row by row. Rows without any content are skipped. */
export abstract class SpreadsheetReader {
  /**
   * @throws SPREADSHEET_UNREADABLE, SPREADSHEET_TOO_LARGE, SPREADSHEET_SUSPICIOUS, SPREADSHEET_TOO_MANY_ROWS,
   * SPREADSHEET_HEADER_MISSING, SPREADSHEET_HEADER_TWICE, while iterating.
   */
  abstract rows<K extends string>(file: Buffer, request: SheetRequest<K>): AsyncIterable<SheetRow<K>>;
}
