import type { DataValidation, Worksheet } from 'exceljs';
import { columnLetters, firstBodyRow, type FormSheet, headerRowOf, neutralised } from './workbook';
import { exampleStyle, headerStyle, inputStyle, noteStyle, titleStyle } from './workbook-styles';

/** The streaming sheet has ranges of drop-downs, which exceljs' types leave out. */
interface WithValidations {
  readonly dataValidations: { add(range: string, validation: DataValidation): void };
}

/** Writes a list to fill in. Nothing of a row has been written before, so that whole columns can still be text. */
export function writeForm(worksheet: Worksheet, sheet: FormSheet): void {
  const { columns } = sheet;
  const firstRow = firstBodyRow(sheet);
  const headerRow = headerRowOf(sheet);
  worksheet.columns = columns.map(({ widthChars }) => ({ width: widthChars, style: inputStyle }));
  const validations = (worksheet as unknown as WithValidations).dataValidations;
  columns.forEach(({ choices }, index) => {
    if (!choices) return;
    const letters = columnLetters(index);
    validations.add(`${letters}${firstRow}:${letters}${firstRow + sheet.rowCount - 1}`, {
      type: 'list',
      allowBlank: true,
      formulae: [`"${choices.join(',')}"`],
      showErrorMessage: true,
      errorTitle: '请从下拉列表中选择',
      error: `可选:${choices.join('、')}`,
    });
  });
  merged(worksheet, 1, columns.length, sheet.title, titleStyle, 34);
  merged(worksheet, 2, columns.length, sheet.subtitle, noteStyle, 34);
  columns.forEach(({ header, isRequired }, index) => {
    const cell = worksheet.getCell(headerRow, index + 1);
    cell.value = isRequired ? `${header}(必填)` : header;
    cell.style = headerStyle;
  });
  worksheet.getRow(headerRow).height = 30;
  sheet.examples.forEach((texts, row) => {
    texts.forEach((text, index) => {
      const cell = worksheet.getCell(firstRow + row, index + 1);
      cell.value = text === '' ? null : neutralised(text);
      cell.style = exampleStyle;
    });
  });
  worksheet.commit();
}

function merged(
  worksheet: Worksheet,
  row: number,
  columns: number,
  text: string,
  style: typeof titleStyle,
  height: number,
): void {
  const cell = worksheet.getCell(row, 1);
  cell.value = text;
  cell.style = style;
  worksheet.mergeCells(row, 1, row, columns);
  worksheet.getRow(row).height = height;
}
