const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** Before the form is sent: whether 18 characters are an ID number at all, and the year its person turns fourteen. */
export function idNumberFault(text: string): string {
  const number = text.replace(/\s/g, '').toUpperCase();
  if (number === '') return '请填写身份证号码。';
  if (!/^\d{17}[\dX]$/.test(number)) return '身份证号码是 18 位，最后一位可能是 X，请再看一遍。';
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return CHECKS[sum % 11] === number[17] ? '' : '这个号码不像是对的，请对照身份证再看一遍。';
}

/** Full years on a day (2026-12-04), or null where the number says no birthday. */
export function ageOn(text: string, day: string): number | null {
  const born = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(text.replace(/\s/g, ''));
  if (!born) return null;
  const [, year = '', month = '', date = ''] = born;
  const had = day.slice(5) >= `${month}-${date}`;
  return Number(day.slice(0, 4)) - Number(year) - (had ? 0 : 1);
}

/** The rule of the service: under fourteen, and until the end of the year of the fourteenth birthday, a guardian consents. */
export function needsGuardian(text: string, day: string): boolean {
  const born = /^\d{6}(\d{4})/.exec(text.replace(/\s/g, ''));
  return born !== null && Number(day.slice(0, 4)) - Number(born[1]) <= 14;
}
