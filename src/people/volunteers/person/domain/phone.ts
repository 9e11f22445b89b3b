/**
 * A mainland mobile number as eleven digits, or null where it is none. Blanks, hyphens, full-width digits and the prefix
 * +86 / 0086 / 86 are taken off; the second digit is 3–9.
 */
export function readMobilePhone(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
  const national = digits.replace(/^(?:\+86|0086|86(?=1\d{10}$))/, '');
  return /^1[3-9]\d{9}$/.test(national) ? national : null;
}
