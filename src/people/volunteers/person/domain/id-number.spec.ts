import fc from 'fast-check';
import { parseLocalDay, type LocalDay } from '../../../../kernel/local-day';
import { idNumberCheckCharacter, readIdNumber } from './id-number';

const today = day('2026-03-10');

function day(text: string): LocalDay {
  const parsed = parseLocalDay(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

/** Made-up people: a first part that nobody was given, and the check character that belongs to it. */
function made(first17: string): string {
  return first17 + idNumberCheckCharacter(first17);
}

describe('resident ID number', () => {
  it('reads birth date, gender and region', () => {
    // The specimen printed in GB 11643-1999.
    expect(readIdNumber('11010519491231002X', today)).toEqual({
      isValid: true,
      facts: { idNumber: '11010519491231002X', birthDate: '1949-12-31', gender: 'FEMALE', regionCode: '110105' },
    });
  });

  it.each([' 110105 19491231 002x ', '１１０１０５１９４９１２３１００２Ｘ'])('accepts "%s"', (text) => {
    expect(readIdNumber(text, today).isValid).toBe(true);
  });

  it.each([
    ['', 'ID_NUMBER_EMPTY'],
    ['   ', 'ID_NUMBER_EMPTY'],
    ['4.20104E+17', 'ID_NUMBER_MANGLED_BY_SPREADSHEET'],
    ['4E+17', 'ID_NUMBER_MANGLED_BY_SPREADSHEET'],
    ['420104199003070000', 'ID_NUMBER_MANGLED_BY_SPREADSHEET'],
    ['420104900307001', 'ID_NUMBER_OLD_FORM'],
    ['42010419900307', 'ID_NUMBER_LENGTH'],
    ['4201041990030700123', 'ID_NUMBER_LENGTH'],
    ['42010419900307O012', 'ID_NUMBER_CHARACTERS'],
    ['X20104199003070012', 'ID_NUMBER_CHARACTERS'],
    [made('99010419900307001'), 'ID_NUMBER_REGION'],
    [made('42010419900230001'), 'ID_NUMBER_BIRTH_DATE'],
    [made('42010418991231001'), 'ID_NUMBER_BIRTH_DATE'],
    [made('42010420260311001'), 'ID_NUMBER_BIRTH_DATE'],
    ['110105194912310021', 'ID_NUMBER_CHECK_DIGIT'],
  ])('refuses "%s" as %s', (text, problem) => {
    expect(readIdNumber(text, today)).toEqual({ isValid: false, problem });
  });

  it('keeps a right number that ends with three zeros by itself', () => {
    const serials = Array.from({ length: 28 }, (_, index) => `420104199003${String(index + 1).padStart(2, '0')}000`);
    const right = serials.map(made).filter((idNumber) => idNumber.endsWith('000'));
    expect(right.length).toBeGreaterThan(0);
    expect(right.every((idNumber) => readIdNumber(idNumber, today).isValid)).toBe(true);
  });

  it('finds every single wrong digit and every swap of neighbours', () => {
    const first17 = fc
      .tuple(fc.integer({ min: 0, max: 36_000 }), fc.integer({ min: 0, max: 999 }))
      .map(([days, order]) => {
        const birth = new Date(Date.UTC(1920, 0, 1) + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
        return `420104${birth}${String(order).padStart(3, '0')}`;
      });
    fc.assert(
      fc.property(first17, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, position, shift) => {
        const right = made(digits);
        const wrongDigit = String((Number(right.charAt(position)) + shift) % 10);
        const wrong = right.slice(0, position) + wrongDigit + right.slice(position + 1);
        expect(readIdNumber(wrong, today).isValid).toBe(false);
        const swapped =
          right.slice(0, position) + right.charAt(position + 1) + right.charAt(position) + right.slice(position + 2);
        if (swapped !== right) expect(readIdNumber(swapped, today).isValid).toBe(false);
      }),
    );
  });
});
