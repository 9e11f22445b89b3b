import { maskIdNumber, maskPhone, withoutNumbers } from '../../volunteers';

/** A number as a spreadsheet spoils it: `1.3800005678E+10` is still all of a phone. */
const SCIENTIFIC = /^(\d)(?:\.(\d+))?E\+?(\d+)$/i;

/**
 * A cell for the screen: of the numbers of people only as much as is shown elsewhere, and of a number in scientific form two
 * decimals, by which it is known what the spreadsheet has done.
 */
export function writtenIn(cells: Readonly<Record<string, string>> | undefined, column: string): string | null {
  const text = cells?.[column];
  if (text === undefined) return null;
  const [, first, decimals, exponent = ''] = SCIENTIFIC.exec(text) ?? [];
  if (first !== undefined) {
    return `${first}${decimals === undefined ? '' : `.${decimals.slice(0, 2)}`}E+${exponent}`;
  }
  if (column === 'idNumber') return maskIdNumber(text);
  return column === 'phone' ? maskPhone(text) : withoutNumbers(text);
}
