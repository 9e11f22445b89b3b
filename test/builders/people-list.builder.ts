import ExcelJS from 'exceljs';
import { idNumberOf } from './people.builder';

export type Cell = string | number | null;

export const LIST_HEADER = [
  '手机',
  '姓名',
  '证件号码',
  '区划代码',
  '同意书版本',
  '监护人同意书版本',
  '政治面貌',
  '职业',
  '特长',
];

/** The columns of a list in the order of its header. */
export interface ListRow {
  phone: Cell;
  name: Cell;
  idNumber: Cell;
  divisionCode: Cell;
  consentVersion: Cell;
  guardianVersion: Cell;
  politicalStatus: Cell;
  occupation: Cell;
  skills: Cell;
}

/** A row without a fault; the number makes person and phone different. No more than 500 of 20,000 are of one year. */
export function listRow(index: number, divisionCode: string, given: Partial<ListRow> = {}): ListRow {
  const birthDate = `${String(1950 + (Math.floor(index / 250) % 50))}-05-${String(17 + Math.floor(index / 12_500))}`;
  return {
    phone: `139${String(index).padStart(8, '0')}`,
    name: `居民${String(index)}`,
    idNumber: idNumberOf(index, birthDate),
    divisionCode,
    consentVersion: '2026-1',
    guardianVersion: null,
    politicalStatus: '群众',
    occupation: '退休',
    skills: '急救、手语',
    ...given,
  };
}

/** A workbook as an office makes it: a title, a header in its own order, rows below. */
export async function listFile(rows: readonly ListRow[]): Promise<Buffer> {
  return sheetFile(
    LIST_HEADER,
    rows.map((row) => Object.values(row) as Cell[]),
  );
}

export async function sheetFile(header: readonly string[], rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('名单');
  sheet.addRow(['福镇街道名单']);
  sheet.addRow([...header]);
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The number of the row of the first person: below title and header. */
export const FIRST_LIST_ROW = 3;
