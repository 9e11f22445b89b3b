import { parseLocalDay, type LocalDay } from '../../../../kernel/local-day';

export type Gender = 'MALE' | 'FEMALE';

export interface IdNumberFacts {
  /** 18 characters, with a capital X. */
  readonly idNumber: string;
  readonly birthDate: LocalDay;
  readonly gender: Gender;
  /** The six digits of the place of first registration. */
  readonly regionCode: string;
}

export type IdNumberProblem =
  | 'ID_NUMBER_EMPTY'
  | 'ID_NUMBER_MANGLED_BY_SPREADSHEET'
  | 'ID_NUMBER_OLD_FORM'
  | 'ID_NUMBER_LENGTH'
  | 'ID_NUMBER_CHARACTERS'
  | 'ID_NUMBER_REGION'
  | 'ID_NUMBER_BIRTH_DATE'
  | 'ID_NUMBER_CHECK_DIGIT';

export type IdNumberDecision =
  | { readonly isValid: true; readonly facts: IdNumberFacts }
  | { readonly isValid: false; readonly problem: IdNumberProblem };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const EARLIEST_BIRTH_YEAR = 1900;

/** The first two digits that GB/T 2260 and the residence permits of Hong Kong, Macao and Taiwan use. */
const PROVINCE_CODES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
);

/**
 * Rule §6, GB 11643-1999: reads an 18-digit resident ID number. Blanks around and between the digits, full-width
 * characters and a small x are accepted; everything else is refused with the first problem in the order of
 * `IdNumberProblem`, so that the sentence names what the person can mend.
 *
 * @param today the local day of the check: nobody is born after it.
 */
export function readIdNumber(text: string, today: LocalDay): IdNumberDecision {
  const idNumber = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const problem = shapeProblem(idNumber);
  if (problem) return { isValid: false, problem };
  const regionCode = idNumber.slice(0, 6);
  if (!PROVINCE_CODES.has(regionCode.slice(0, 2))) return { isValid: false, problem: 'ID_NUMBER_REGION' };
  const birthDate = birthDateOf(idNumber, today);
  if (!birthDate) return { isValid: false, problem: 'ID_NUMBER_BIRTH_DATE' };
  if (idNumberCheckCharacter(idNumber.slice(0, 17)) !== idNumber.slice(17)) {
    // A spreadsheet keeps 15 significant digits and writes zeros for the rest; such a number fails here, not by its shape.
    const isRounded = idNumber.endsWith('000');
    return { isValid: false, problem: isRounded ? 'ID_NUMBER_MANGLED_BY_SPREADSHEET' : 'ID_NUMBER_CHECK_DIGIT' };
  }
  const gender = Number(idNumber.slice(16, 17)) % 2 === 1 ? 'MALE' : 'FEMALE';
  return { isValid: true, facts: { idNumber, birthDate, gender, regionCode } };
}

/** The check character (0–9 or X) of the first 17 digits: ISO 7064 MOD 11-2, as GB 11643 prescribes. */
export function idNumberCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17.charAt(index)), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

function shapeProblem(idNumber: string): IdNumberProblem | null {
  if (idNumber === '') return 'ID_NUMBER_EMPTY';
  if (/^\d(\.\d+)?E\+?\d{1,2}$/.test(idNumber)) return 'ID_NUMBER_MANGLED_BY_SPREADSHEET';
  if (/^\d{15}$/.test(idNumber)) return 'ID_NUMBER_OLD_FORM';
  if (idNumber.length !== 18) return 'ID_NUMBER_LENGTH';
  return /^\d{17}[\dX]$/.test(idNumber) ? null : 'ID_NUMBER_CHARACTERS';
}

function birthDateOf(idNumber: string, today: LocalDay): LocalDay | null {
  const text = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  const day = parseLocalDay(text);
  return day && Number(idNumber.slice(6, 10)) >= EARLIEST_BIRTH_YEAR && day <= today ? day : null;
}
