import { z } from 'zod';
import { addDays, startOfDayMs, weekdayOf, localDayOf, type LocalDay } from '../../../../kernel/local-day';
import { localDaySchema } from '../../../../kernel/local-day-schema';

/** One file of the working-day table: the days of a year that differ from the plain week. */
export const calendarYearSchema = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    source: z.string().min(1),
    exceptions: z.array(z.strictObject({ day: localDaySchema, isWorking: z.boolean(), label: z.string() })).min(1),
  })
  .refine((table) => table.exceptions.every(({ day }) => yearOf(day) === table.year), {
    message: 'a day of another year is in the table',
  });

export type CalendarYear = Readonly<z.infer<typeof calendarYearSchema>>;

/** The working-day table as a value. A year is known when the table has at least one of its days. */
export interface WorkingCalendar {
  readonly knownYears: ReadonlySet<number>;
  readonly exceptions: ReadonlyMap<LocalDay, boolean>;
}

export interface CalendarGap {
  readonly isKnown: false;
  readonly problem: 'CALENDAR_YEAR_MISSING';
  readonly year: number;
}

export type Known<T> = ({ readonly isKnown: true } & T) | CalendarGap;

/** The calendar of these days; weekdays that are not named are worked, weekends are not. */
export function workingCalendarOf(
  days: readonly { readonly day: LocalDay; readonly isWorking: boolean }[],
): WorkingCalendar {
  return {
    knownYears: new Set(days.map(({ day }) => yearOf(day))),
    exceptions: new Map(days.map(({ day, isWorking }) => [day, isWorking])),
  };
}

/** Whether people work on that day; a year that is not in the table is refused, because 调休 cannot be guessed. */
export function isWorkingDay(day: LocalDay, calendar: WorkingCalendar): Known<{ readonly isWorking: boolean }> {
  const year = yearOf(day);
  if (!calendar.knownYears.has(year)) return { isKnown: false, problem: 'CALENDAR_YEAR_MISSING', year };
  return { isKnown: true, isWorking: calendar.exceptions.get(day) ?? weekdayOf(day) <= 5 };
}

/**
 * The `count`-th working day after `day`. The day itself is not counted, working or not; 0 is the day itself, for which
 * the table is not asked.
 *
 * @param count a whole number ≥ 0; working days.
 */
export function addWorkingDays(
  day: LocalDay,
  count: number,
  calendar: WorkingCalendar,
): Known<{ readonly day: LocalDay }> {
  let current = day;
  let left = count;
  while (left > 0) {
    current = addDays(current, 1);
    const answer = isWorkingDay(current, calendar);
    if (!answer.isKnown) return answer;
    if (answer.isWorking) left -= 1;
  }
  return { isKnown: true, day: current };
}

/**
 * When a period of `count` working days that begins at an instant is over, in epoch milliseconds (exclusive): the end
 * of the `count`-th working day after the day of the beginning, i.e. the local midnight that follows it. A publicity of
 * 3 days that begins on Monday at any hour ends with Thursday. A period of 0 days is over at once.
 */
export function workingPeriodEndMs(
  beginsAtMs: number,
  count: number,
  calendar: WorkingCalendar,
): Known<{ readonly endMs: number }> {
  if (count === 0) return { isKnown: true, endMs: beginsAtMs };
  const last = addWorkingDays(localDayOf(beginsAtMs), count, calendar);
  return last.isKnown ? { isKnown: true, endMs: startOfDayMs(addDays(last.day, 1)) } : last;
}

/** How many working days lie after `from` up to and including `to`; 0 where `to` is not after `from`. */
export function workingDaysBetween(
  from: LocalDay,
  to: LocalDay,
  calendar: WorkingCalendar,
): Known<{ readonly count: number }> {
  let count = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    const answer = isWorkingDay(day, calendar);
    if (!answer.isKnown) return answer;
    if (answer.isWorking) count += 1;
  }
  return { isKnown: true, count };
}

function yearOf(day: LocalDay): number {
  return Number(day.slice(0, 4));
}
