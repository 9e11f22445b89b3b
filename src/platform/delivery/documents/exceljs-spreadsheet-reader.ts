import { Readable } from 'node:stream';
import type { Cell, CellValue, Row } from 'exceljs';
import { DomainError } from '../../../kernel/domain-error';
import { cellText, isMangledNumber } from './cell-text';
import { spreadsheetErrors } from './errors';
import { type ColumnPositions, matchHeader, missingHeaders } from './sheet-header';
import { type ArchiveLimits, firstSheetArchive } from './spreadsheet-archive';
import { type SheetColumn, type SheetRequest, type SheetRow, SpreadsheetReader } from './spreadsheet-reader';

const DEFAULT_LIMITS: ArchiveLimits = {
  maxFileBytes: 10 * 1_048_576,
  maxUncompressedBytes: 64 * 1_048_576,
  maxRatio: 200,
};
/** A title and some instructions may stand above the header, not more. */
const HEADER_SEARCH_ROWS = 10;
const MAX_HEADER_COLUMNS = 200;
const SLICE_BYTES = 16_384;
/** exceljs' `ValueType.Formula`, spelled out because the enumeration itself would load the library. */
const FORMULA = 6;

/** SpreadsheetReader on exceljs' streaming reader: one row is in memory at a time, beside the string table. */
export class ExceljsSpreadsheetReader extends SpreadsheetReader {
  override async *rows<K extends string>(file: Buffer, request: SheetRequest<K>): AsyncIterable<SheetRow<K>> {
    const limits = { ...DEFAULT_LIMITS, ...request };
    const archive = await firstSheetArchive(file, limits);
    let positions: ColumnPositions<K> | null = null;
    let searchedRows = 0;
    let rowCount = 0;
    for await (const row of rawRows(archive)) {
      if (!positions) {
        positions = matchHeader(headerTexts(row), request.columns);
        if (!positions && ++searchedRows >= HEADER_SEARCH_ROWS) break;
        if (positions) assertComplete(positions, request.columns);
        continue;
      }
      const read = readRow(row, positions, request.columns);
      if (!read) continue;
      if (++rowCount > request.maxRows) {
        throw spreadsheetErrors.refuse('SPREADSHEET_TOO_MANY_ROWS', { details: { maxRows: request.maxRows } });
      }
      yield read;
    }
    assertComplete(positions ?? new Map(), request.columns);
  }
}

/** The rows as exceljs reads them; whatever it stumbles over is an unreadable file, not a fault of ours. */
async function* rawRows(archive: Buffer): AsyncIterable<Row> {
  // Loaded with the first file: a fifth of all that the process would load at its start.
  const { stream } = await import('exceljs');
  const reader = new stream.xlsx.WorkbookReader(Readable.from(slicesOf(archive)), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
  });
  const sheets = reader[Symbol.asyncIterator]();
  try {
    for await (const sheet of sheets) for await (const row of sheet) yield row;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw spreadsheetErrors.refuse('SPREADSHEET_UNREADABLE');
  }
}

/** exceljs holds every event of a chunk at once, so that one large chunk would be the whole sheet in memory. */
function* slicesOf(archive: Buffer): Iterable<Buffer> {
  for (let start = 0; start < archive.length; start += SLICE_BYTES) yield archive.subarray(start, start + SLICE_BYTES);
}

function headerTexts(row: Row): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (let column = 1; column <= Math.min(row.cellCount, MAX_HEADER_COLUMNS); column++) {
    const text = cellText(contentOf(row.getCell(column)));
    if (text !== '') texts.set(column, text);
  }
  return texts;
}

function assertComplete<K extends string>(positions: ColumnPositions<K>, columns: readonly SheetColumn<K>[]): void {
  const missing = missingHeaders(positions, columns);
  if (missing.length > 0) throw spreadsheetErrors.refuse('SPREADSHEET_HEADER_MISSING', { details: { missing } });
}

function readRow<K extends string>(
  row: Row,
  positions: ColumnPositions<K>,
  columns: readonly SheetColumn<K>[],
): SheetRow<K> | null {
  const values = new Map<K, CellValue>();
  for (const [key, position] of positions) values.set(key, contentOf(row.getCell(position)));
  const texts = columns.map((column) => [column.key, cellText(values.get(column.key) ?? null)] as const);
  if (texts.every(([, text]) => text === '')) return null;
  return {
    rowNumber: row.number,
    cells: Object.fromEntries(texts) as Record<K, string>,
    mangled: columns.map((column) => column.key).filter((key) => isMangledNumber(values.get(key) ?? null)),
  };
}

/** A formula's stored result. Not taken from `cell.value`, whose copy leaves out a result of 0. */
function contentOf(cell: Cell): CellValue {
  const type: number = cell.type;
  return type === FORMULA ? cell.result : cell.value;
}
