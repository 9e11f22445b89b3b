import fc from 'fast-check';
import table2024 from '../../../../../config/calendar/2024.json';
import table2025 from '../../../../../config/calendar/2025.json';
import table2026 from '../../../../../config/calendar/2026.json';
import { addDays, parseLocalDay, startOfDayMs, type LocalDay } from '../../../../kernel/local-day';
import {
  addWorkingDays,
  calendarYearSchema,
  isWorkingDay,
  workingCalendarOf,
  workingDaysBetween,
  workingPeriodEndMs,
} from './working-days';

const tables = [table2024, table2025, table2026].map((table) => calendarYearSchema.parse(table));
const calendar = workingCalendarOf(tables.flatMap((table) => table.exceptions));

function day(text: string): LocalDay {
  const parsed = parseLocalDay(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

describe('working days', () => {
  it.each([
    ['2026-03-10', true, 'a Tuesday'],
    ['2026-03-14', false, 'a Saturday'],
    ['2026-02-14', true, 'a Saturday worked for the spring festival'],
    ['2026-02-17', false, 'the spring festival'],
    ['2025-10-01', false, 'national day'],
    ['2025-10-11', true, 'a Saturday worked for national day'],
    ['2024-09-29', true, 'a Sunday worked for national day'],
  ])('%s: worked %s, %s', (text, isWorking) => {
    expect(isWorkingDay(day(text), calendar)).toEqual({ isKnown: true, isWorking });
  });

  it.each([
    ['2026-03-09', 3, '2026-03-12', 'Monday to Thursday'],
    ['2026-03-12', 3, '2026-03-17', 'over a weekend'],
    ['2026-03-14', 1, '2026-03-16', 'from a Saturday'],
    ['2026-02-13', 1, '2026-02-14', 'a worked Saturday counts'],
    ['2026-02-14', 3, '2026-02-26', 'over the spring festival'],
    ['2025-12-30', 1, '2025-12-31', 'the last day of a year'],
    ['2026-03-14', 0, '2026-03-14', 'no days, also on a Saturday'],
  ])('%s and %i working days: %s (%s)', (from, count, to) => {
    expect(addWorkingDays(day(from), count, calendar)).toEqual({ isKnown: true, day: to });
  });

  it('refuses a year that the table does not have', () => {
    const gap = { isKnown: false, problem: 'CALENDAR_YEAR_MISSING', year: 2027 };
    expect(addWorkingDays(day('2026-12-31'), 1, calendar)).toEqual(gap);
    expect(isWorkingDay(day('2027-01-04'), calendar)).toEqual(gap);
    expect(workingPeriodEndMs(startOfDayMs(day('2026-12-31')), 3, calendar)).toEqual(gap);
    expect(workingDaysBetween(day('2026-12-30'), day('2027-01-05'), calendar)).toEqual(gap);
  });

  it('a period ends with its last working day, whatever the hour it began', () => {
    const endMs = startOfDayMs(day('2026-03-13'));
    const monday = startOfDayMs(day('2026-03-09'));
    expect(workingPeriodEndMs(monday, 3, calendar)).toEqual({ isKnown: true, endMs });
    expect(workingPeriodEndMs(monday + 86_399_999, 3, calendar)).toEqual({ isKnown: true, endMs });
    expect(workingPeriodEndMs(monday + 5, 0, calendar)).toEqual({ isKnown: true, endMs: monday + 5 });
  });

  it('has as many working days as were published', () => {
    const count = (year: number): unknown =>
      workingDaysBetween(day(`${String(year - 1)}-12-31`), day(`${String(year)}-12-31`), calendar);
    expect(count(2025)).toEqual({ isKnown: true, count: 248 });
  });

  it('adding and counting agree, and the result is a working day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 40 }), (offset, count) => {
        const from = addDays(day('2024-01-01'), offset);
        const to = addWorkingDays(from, count, calendar);
        if (!to.isKnown) throw new Error('inside the table');
        expect(isWorkingDay(to.day, calendar)).toEqual({ isKnown: true, isWorking: true });
        expect(workingDaysBetween(from, to.day, calendar)).toEqual({ isKnown: true, count });
      }),
    );
  });
});
