import type { Alignment, Borders, Fill, Font, PageSetup, Style } from 'exceljs';
import type { ColumnKind } from './workbook';

/** Fonts every Chinese office machine has; viewers without them substitute. */
const BODY_FONT = '宋体';
const TITLE_FONT = '黑体';
const RULE_COLOUR = 'FF8D8577';
const HEADER_COLOUR = 'FFF2EEE6';

const thin = { style: 'thin', color: { argb: RULE_COLOUR } } as const;
const boxed: Partial<Borders> = { top: thin, bottom: thin, left: thin, right: thin };
const font = (size: number, bold = false, name = BODY_FONT): Partial<Font> => ({ name, size, bold });
const align = (horizontal: Alignment['horizontal'], wrapText = false): Partial<Alignment> => ({
  horizontal,
  vertical: 'middle',
  wrapText,
});
/** A little air between a rule and the text that follows it. */
const indented = (wrapText = false): Partial<Alignment> => ({ ...align('left', wrapText), indent: 1 });
const headerFill: Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: HEADER_COLOUR } };

export const titleStyle: Partial<Style> = { font: font(18, true, TITLE_FONT), alignment: align('center') };
export const subtitleStyle: Partial<Style> = { font: font(10), alignment: align('center', true) };
export const noteStyle: Partial<Style> = { font: font(9), alignment: align('left', true) };
export const headerStyle: Partial<Style> = {
  font: font(10, true, TITLE_FONT),
  alignment: align('center', true),
  border: boxed,
  fill: headerFill,
};
export const headingStyle: Partial<Style> = { font: font(12, true, TITLE_FONT), alignment: align('left') };
export const paragraphStyle: Partial<Style> = {
  font: font(11),
  alignment: { ...align('left', true), vertical: 'top' },
};
export const labelStyle: Partial<Style> = {
  font: font(11, true),
  alignment: align('left', true),
  border: { bottom: thin },
};
export const fieldStyle: Partial<Style> = { font: font(11), alignment: align('left', true), border: { bottom: thin } };
export const signatureStyle: Partial<Style> = { font: font(11), alignment: { ...align('left'), vertical: 'bottom' } };
export const signatureLineStyle: Partial<Style> = { ...signatureStyle, border: { bottom: thin } };
export const sealStyle: Partial<Style> = { font: font(11), alignment: align('center') };

const FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: 'General',
  wrapped: 'General',
  id: '@',
  day: '@',
  ordinal: '0',
  integer: '#,##0',
  decimal1: '#,##0.0',
  decimal2: '#,##0.00',
};

const ALIGNMENTS: Readonly<Record<ColumnKind, Partial<Alignment>>> = {
  text: indented(),
  wrapped: indented(true),
  id: indented(),
  day: align('center'),
  ordinal: align('center'),
  integer: align('right'),
  decimal1: align('right'),
  decimal2: align('right'),
};

/** The style of a body cell; totals are bold. */
export function bodyStyle(kind: ColumnKind, isTotal = false): Partial<Style> {
  return { font: font(10, isTotal), alignment: ALIGNMENTS[kind], numFmt: FORMATS[kind], border: boxed };
}

const flagFill: Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFD9D9' } };

/** The style of a cell that has to be mended. */
export function flaggedStyle(kind: ColumnKind): Partial<Style> {
  return { ...bodyStyle(kind), fill: flagFill };
}

/** A whole column of text cells to fill in. */
export const inputStyle: Partial<Style> = { font: font(11), alignment: align('left'), numFmt: '@' };
/** An example: visibly not an entry. */
export const exampleStyle: Partial<Style> = {
  font: { ...font(11), italic: true, color: { argb: 'FF7A7A7A' } },
  alignment: align('left'),
  border: boxed,
  numFmt: '@',
};

/** exceljs types the paper as an enum that does not exist at run time; 9 is A4 in the file format. */
export const A4_PAPER = { paperSize: 9 } as const;

/** A page as wide as the paper and as long as it needs, centred. Margins in inches. */
export function fittedPage(orientation: PageSetup['orientation']): Partial<PageSetup> {
  return {
    orientation,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    margins: { left: 0.45, right: 0.45, top: 0.55, bottom: 0.7, header: 0.3, footer: 0.35 },
  };
}
