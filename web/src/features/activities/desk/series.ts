import type { components } from '../../../api/schema';
import { addDays, type Day } from '../../../words/time';

export type CalendarDay = Pick<components['schemas']['CalendarDayResponse'], 'day' | 'isWorking' | 'label'>;

/** An activity has 200 shifts at most; half a year of weeks is what one plans at once. */
export const MOST_WEEKS = 26;

/** The same weekday, so many weeks long. */
export function weeksFrom(day: Day, count: number): readonly Day[] {
  return Array.from({ length: Math.max(1, Math.min(MOST_WEEKS, count)) }, (_none, week) => addDays(day, 7 * week));
}

/** What a day is in the calendar of holidays, where it is not what its weekday says; null for an ordinary day. */
export function clashOn(day: Day, calendar: readonly CalendarDay[]): string | null {
  const found = calendar.find((one) => one.day === day);
  if (!found) return null;
  const name = found.label ?? '';
  if (!found.isWorking) return name === '' ? '放假' : name.endsWith('假') || name.endsWith('休') ? name : `${name}放假`;
  return name === '' || name.includes('班') ? name || '调休上班' : `${name}调休上班`;
}

/** Years that a series touches: each has a calendar of its own. */
export function yearsOf(days: readonly Day[]): readonly number[] {
  return [...new Set(days.map((day) => Number(day.slice(0, 4))))];
}
