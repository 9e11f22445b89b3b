import { Workbook, type Worksheet } from 'exceljs';

/** A written workbook, read back whole by exceljs' other, non-streaming reader. */
export async function openWorkbook(file: Buffer): Promise<Workbook> {
  const workbook = new Workbook();
  const bytes = new ArrayBuffer(file.length);
  new Uint8Array(bytes).set(file);
  await workbook.xlsx.load(bytes);
  return workbook;
}

export function sheetOf(workbook: Workbook, name: string): Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (!sheet) throw new Error(`no sheet ${name}; there are ${workbook.worksheets.map((one) => one.name).join(', ')}`);
  return sheet;
}

/** All texts of a sheet, row by row; merged cells once. */
export function textsOf(sheet: Worksheet): readonly string[] {
  const texts: string[] = [];
  sheet.eachRow((row) =>
    row.eachCell((cell) => {
      if (!cell.isMerged || cell.master.address === cell.address) texts.push(cell.text);
    }),
  );
  return texts;
}
