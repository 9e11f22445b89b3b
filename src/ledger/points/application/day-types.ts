import type { Interval } from '../../../kernel/interval';
import { type LocalDay, splitByLocalDay, weekdayOf } from '../../../kernel/local-day';
import type { CalendarTable } from '../../../place/policies';
import type { DayType, PointsPolicy } from '../domain/points-policy';
import { pointsErrors } from '../errors';

/** Whether the policy looks at working days and days of rest at all. */
export function needsDayTypes({ rates, multipliers }: PointsPolicy): boolean {
  return [...rates, ...multipliers].some(({ dayType }) => dayType !== undefined);
}

/** What each day of these spans is. @throws POINTS_CALENDAR_MISSING */
export function dayTypesOf(
  intervals: readonly Interval[],
  calendar: CalendarTable,
): Readonly<Partial<Record<LocalDay, DayType>>> {
  const days = new Set(intervals.flatMap(splitByLocalDay).map(({ day }) => day));
  return Object.fromEntries(
    [...days].map((day): [LocalDay, DayType] => {
      if (!calendar.knownYears.has(Number(day.slice(0, 4)))) {
        throw pointsErrors.refuse('POINTS_CALENDAR_MISSING', { details: { year: Number(day.slice(0, 4)) } });
      }
      const isWorking = calendar.exceptions.get(day) ?? weekdayOf(day) <= 5;
      return [day, isWorking ? 'WORKING_DAY' : 'REST_DAY'];
    }),
  );
}
