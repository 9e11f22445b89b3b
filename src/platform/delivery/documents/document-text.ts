import type { LocalDay } from '../../../kernel/local-day';

/**
 * Tenths of an hour, floored. rule: minutes are stored whole and rounded only at presentation,
 * hours = floor(minutes / 6) / 10. Negative minutes (reversals) round toward zero, so entry and reversal print alike.
 */
export function hourTenthsOf(minutes: number): number {
  return Math.trunc(minutes / 6);
}

/** Minutes as hours with one decimal, `6005` → `100.0`. */
export function hoursText(minutes: number): string {
  return tenthsText(hourTenthsOf(minutes));
}

/** Tenths with one decimal, `-5` → `-0.5`. */
export function tenthsText(tenths: number): string {
  const size = Math.abs(tenths);
  return `${tenths < 0 ? '-' : ''}${String(Math.floor(size / 10))}.${String(size % 10)}`;
}

/** `2026-03-05` → `2026年3月5日`. */
export function chineseDate(day: LocalDay): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${String(year)}年${String(month)}月${String(date)}日`;
}
