import { PassThrough, type Readable } from 'node:stream';
import { buffer as collect } from 'node:stream/consumers';
import type { Cell, CellValue, stream as streaming, Style, Worksheet } from 'exceljs';
import {
  type CellContent,
  firstBodyRow,
  type FormSheet,
  headerRowOf,
  neutralised,
  type PageBlock,
  type PageSheet,
  type TableColumn,
  type TableSheet,
  type WorkbookContent,
  WorkbookWriter,
} from './workbook';
import { writeForm } from './exceljs-form-sheet';
import {
  A4_PAPER,
  bodyStyle,
  fieldStyle,
  fittedPage,
  flaggedStyle,
  headerStyle,
  headingStyle,
  labelStyle,
  noteStyle,
  paragraphStyle,
  sealStyle,
  signatureLineStyle,
  signatureStyle,
  subtitleStyle,
  titleStyle,
} from './workbook-styles';
import { type IsPractice, neverPractice, PRACTICE_STAMP } from './practice-stamp';

/** Widths of the four columns of a page sheet, in characters: label, text, label, text. */
const PAGE_WIDTHS = [18, 34, 14, 26] as const;
const PAGE_LINE_CHARS = PAGE_WIDTHS.reduce((sum, width) => sum + width, 0);
const FIELD_TEXT_CHARS = PAGE_LINE_CHARS - PAGE_WIDTHS[0];
/** Points per line of the body font, with room to read. */
const LINE_HEIGHT_POINTS = 17;
/** Body texts stand a little off the rule. */
const INDENT_CHARS = 1;
const SEAL_HEIGHT_POINTS = 110;

/** WorkbookWriter on exceljs' streaming writer: rows go out as they come, so a long list does not fill the memory. */
export class ExceljsWorkbookWriter extends WorkbookWriter {
  constructor(private readonly isPractice: IsPractice = neverPractice) {
    super();
  }

  override async write(content: WorkbookContent): Promise<Buffer> {
    return collect(this.stream(content));
  }

  override stream(content: WorkbookContent): Readable {
    const out = new PassThrough();
    this.fill(content, out).catch((error: unknown) => out.destroy(error as Error));
    return out;
  }

  private async fill(content: WorkbookContent, out: PassThrough): Promise<void> {
    // Loaded with the first workbook, see the reader.
    const { stream } = await import('exceljs');
    const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
    workbook.creator = content.author;
    workbook.title = content.title;
    workbook.created = workbook.modified = new Date(content.documentDateMs);
    const isPractice = this.isPractice();
    for (const given of content.sheets) {
      const sheet = isPractice ? { ...given, title: `【${PRACTICE_STAMP}】${given.title}` } : given;
      if (sheet.kind === 'table') await writeTable(addSheet(workbook, sheet, 'landscape'), sheet, out);
      else if (sheet.kind === 'form') writeForm(addSheet(workbook, sheet, 'landscape'), sheet);
      else writePage(addSheet(workbook, sheet, 'portrait'), sheet);
      if (out.destroyed) return;
    }
    await workbook.commit();
  }
}

function addSheet(
  workbook: streaming.xlsx.WorkbookWriter,
  sheet: TableSheet | PageSheet | FormSheet,
  orientation: 'portrait' | 'landscape',
): Worksheet {
  const name = sheet.name.replaceAll('&', '&&');
  const stamp = sheet.title.includes(PRACTICE_STAMP) ? `&C&9${PRACTICE_STAMP}` : '';
  const worksheet = workbook.addWorksheet(sheet.name, {
    pageSetup: fittedPage(orientation),
    headerFooter: { oddFooter: `&L&9${name}${stamp}&R&9第 &P 页 / 共 &N 页` },
    views: sheet.kind === 'page' ? [{ showGridLines: false }] : [{ state: 'frozen', ySplit: headerRowOf(sheet) }],
  });
  Object.assign(worksheet.pageSetup, A4_PAPER);
  if (sheet.kind === 'table') worksheet.pageSetup.printTitlesRow = `1:${headerRowOf(sheet)}`;
  // Widths must stand before the first row goes out: the streaming writer does not come back to them.
  const widths = sheet.kind === 'page' ? PAGE_WIDTHS : sheet.columns.map((column) => column.widthChars);
  worksheet.columns = widths.map((width) => ({ width }));
  return worksheet;
}

// ── tables ───────────────────────────────────────────────────────────────────

/** Rows are asked for as fast as the file is taken; where nobody takes it any more, they end. */
async function writeTable(worksheet: Worksheet, sheet: TableSheet, out: PassThrough): Promise<void> {
  const { columns } = sheet;
  const headerRow = headerRowOf(sheet);
  banner(worksheet, 1, columns.length, sheet.title, titleStyle, 34);
  banner(worksheet, 2, columns.length, sheet.subtitle ?? '', subtitleStyle, 20);
  writeHeader(worksheet, columns, headerRow);

  let rowNumber = headerRow;
  for await (const cells of sheet.rows) {
    while (out.writableNeedDrain && !out.destroyed) await drainedOrClosed(out);
    if (out.destroyed) return;
    writeRow(worksheet, ++rowNumber, columns, cells, false);
  }
  worksheet.autoFilter = {
    from: { row: headerRow, column: 1 },
    to: { row: Math.max(rowNumber, firstBodyRow(sheet)), column: columns.length },
  };
  if (sheet.totals) writeRow(worksheet, ++rowNumber, columns, sheet.totals, true);

  const width = columns.reduce((sum, column) => sum + column.widthChars, 0);
  for (const note of sheet.notes ?? []) {
    banner(worksheet, ++rowNumber, columns.length, note, noteStyle, 15 * linesOf(note, width));
  }
  worksheet.commit();
}

async function drainedOrClosed(out: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      out.off('drain', done).off('close', done);
      resolve();
    };
    out.once('drain', done).once('close', done);
  });
}

function writeHeader(worksheet: Worksheet, columns: readonly TableColumn[], headerRow: number): void {
  columns.forEach((column, index) => put(worksheet.getCell(headerRow, index + 1), column.header, headerStyle));
  worksheet.getRow(headerRow).height = 34;
  if (headerRow === 3) return;
  const groups = groupsOf(columns);
  for (const { from, to, group } of groups) {
    for (let column = from; column <= to; column++) put(worksheet.getCell(headerRow - 1, column), group, headerStyle);
    if (to > from) worksheet.mergeCells(headerRow - 1, from, headerRow - 1, to);
  }
  worksheet.getRow(headerRow - 1).height = 20;
}

/** Runs of columns with the same group; columns count from 1. */
function groupsOf(columns: readonly TableColumn[]): readonly { from: number; to: number; group: string }[] {
  const groups: { from: number; to: number; group: string }[] = [];
  columns.forEach((column, index) => {
    const group = column.group ?? '';
    const last = groups.at(-1);
    if (last?.group === group) last.to = index + 1;
    else groups.push({ from: index + 1, to: index + 1, group });
  });
  return groups;
}

function writeRow(
  worksheet: Worksheet,
  rowNumber: number,
  columns: readonly TableColumn[],
  cells: readonly CellContent[],
  isTotal: boolean,
): void {
  let lines = 1;
  columns.forEach((column, index) => {
    const content = cells[index] ?? null;
    const style = isFlagged(content) ? flaggedStyle(column.kind) : bodyStyle(column.kind, isTotal);
    put(worksheet.getCell(rowNumber, index + 1), content, style);
    if (column.kind === 'wrapped' && typeof content === 'string')
      lines = Math.max(lines, linesOf(content, column.widthChars - INDENT_CHARS));
  });
  const row = worksheet.getRow(rowNumber);
  row.height = Math.max(18, 16 * lines + 3);
  row.commit();
}

// ── pages ────────────────────────────────────────────────────────────────────

function writePage(worksheet: Worksheet, sheet: PageSheet): void {
  banner(worksheet, 1, PAGE_WIDTHS.length, sheet.title, titleStyle, 44);
  banner(worksheet, 2, PAGE_WIDTHS.length, sheet.subtitle ?? '', subtitleStyle, 24);
  let rowNumber = 2;
  for (const block of sheet.blocks) rowNumber = writeBlock(worksheet, rowNumber + 1, block);
  worksheet.commit();
}

/** @returns the number of the last row it used. */
function writeBlock(worksheet: Worksheet, row: number, block: PageBlock): number {
  switch (block.kind) {
    case 'heading':
      banner(worksheet, row, PAGE_WIDTHS.length, block.text, headingStyle, 30);
      return row;
    case 'paragraph':
      banner(worksheet, row, PAGE_WIDTHS.length, block.text, paragraphStyle, heightOf(block.text, PAGE_LINE_CHARS));
      return row;
    case 'field':
      put(worksheet.getCell(row, 1), block.label, labelStyle);
      for (let column = 2; column <= PAGE_WIDTHS.length; column++)
        put(worksheet.getCell(row, column), null, fieldStyle);
      put(worksheet.getCell(row, 2), block.text, fieldStyle);
      worksheet.mergeCells(row, 2, row, PAGE_WIDTHS.length);
      worksheet.getRow(row).height = heightOf(block.text, FIELD_TEXT_CHARS) + 6;
      return row;
    case 'space':
      worksheet.getRow(row).height = LINE_HEIGHT_POINTS;
      return row;
    case 'signature':
      put(worksheet.getCell(row, 1), block.label, signatureStyle);
      put(worksheet.getCell(row, 2), `${block.name}\u3000签字：`, signatureLineStyle);
      put(worksheet.getCell(row, 3), '日期：', signatureStyle);
      put(worksheet.getCell(row, 4), null, signatureLineStyle);
      worksheet.getRow(row).height = 36;
      return row;
    case 'seal':
      worksheet.getRow(row).height = SEAL_HEIGHT_POINTS;
      put(worksheet.getCell(row, 3), '（盖章处）', sealStyle);
      put(worksheet.getCell(row + 1, 3), block.organisation, sealStyle);
      put(worksheet.getCell(row + 2, 3), block.dateText, sealStyle);
      for (let used = row; used <= row + 2; used++) worksheet.mergeCells(used, 3, used, 4);
      return row + 2;
  }
}

// ── cells ────────────────────────────────────────────────────────────────────

function banner(
  worksheet: Worksheet,
  row: number,
  columns: number,
  text: string,
  style: Partial<Style>,
  height: number,
): void {
  put(worksheet.getCell(row, 1), text, style);
  if (columns > 1) worksheet.mergeCells(row, 1, row, columns);
  worksheet.getRow(row).height = height;
}

function put(cell: Cell, content: CellContent, style: Partial<Style>): void {
  cell.value = valueOf(content);
  cell.style = style;
}

function valueOf(content: CellContent): CellValue {
  if (typeof content === 'string') return content === '' ? null : neutralised(content);
  if (content === null || typeof content === 'number') return content;
  if ('flagged' in content) return valueOf(content.flagged);
  return { formula: content.formula, result: content.result };
}

function isFlagged(content: CellContent): boolean {
  return typeof content === 'object' && content !== null && 'flagged' in content;
}

function heightOf(text: string, lineChars: number): number {
  return LINE_HEIGHT_POINTS * linesOf(text, lineChars);
}

/** Lines a text takes in a cell of that width: Chinese and full-width characters count twice. */
function linesOf(text: string, lineChars: number): number {
  return text.split('\n').reduce((sum, line) => {
    const chars = [...line].reduce((width, character) => width + (character > '\u2e7f' ? 2 : 1), 0);
    return sum + Math.max(1, Math.ceil((chars * 1.06) / lineChars));
  }, 0);
}
