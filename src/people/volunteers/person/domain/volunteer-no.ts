const SEQUENCE_DIGITS = 9;
const PREFIX = 'V';

/**
 * A volunteer number from a sequence: V, nine digits, one Luhn check digit. It says nothing about the person and never
 * contains the ID number.
 *
 * @returns null where the sequence is not a whole number from 1 to 999,999,999.
 */
export function volunteerNoOf(sequence: number): string | null {
  if (!Number.isSafeInteger(sequence) || sequence < 1 || sequence >= 10 ** SEQUENCE_DIGITS) return null;
  const digits = String(sequence).padStart(SEQUENCE_DIGITS, '0');
  return PREFIX + digits + luhnDigit(digits);
}

/** Whether `text` is a volunteer number whose check digit is right: a mistyped digit is found before anybody looks it up. */
export function isVolunteerNo(text: string): boolean {
  const match = /^V(\d{9})(\d)$/.exec(text);
  return match?.[1] !== undefined && luhnDigit(match[1]) === match[2];
}

/** Luhn, ISO/IEC 7812-1: every second digit from the right is doubled, its digits are added. */
function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
