import type { CellValue } from 'exceljs';
import { withoutNeutralising } from './workbook';

/** Excel keeps 15 significant digits; what is longer has lost its end. */
const MAX_EXACT_INTEGER = 999_999_999_999_999;
const SCIENTIFIC = /^\d(\.\d+)?E\+(1[5-9]|[2-9]\d)$/i;
const MS_PER_DAY = 86_400_000;
/** Excel's day zero: a date without a day is a time. */
const EPOCH_YEAR = 1899;

/** A cell as the person who typed it would read it, trimmed. Formulas give their stored result. */
export function cellText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'string') return withoutNeutralising(value.trim());
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if ('richText' in value)
    return value.richText
      .map((part) => part.text)
      .join('')
      .trim();
  if ('hyperlink' in value) return cellText(value.text);
  if ('formula' in value || 'sharedFormula' in value) return cellText(value.result);
  return '';
}

/** True where a long number went through Excel's number format and lost its last digits. */
export function isMangledNumber(value: CellValue): boolean {
  if (typeof value === 'number') return Math.abs(value) > MAX_EXACT_INTEGER;
  return typeof value === 'string' && SCIENTIFIC.test(value.trim());
}

/** Without exponent, and without the noise of binary fractions (0.1 + 0.2 is 0.3). */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  return Number.isInteger(value) ? BigInt(value).toString() : String(Number(value.toPrecision(15)));
}

function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  // Excel counts days as fractions, so that whole seconds come out a few milliseconds off.
  const rounded = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  const day = rounded.slice(0, 10);
  const time = rounded.slice(11, 16);
  if (value.getUTCFullYear() <= EPOCH_YEAR) return time;
  return Date.parse(rounded) % MS_PER_DAY === 0 ? day : `${day} ${time}`;
}
