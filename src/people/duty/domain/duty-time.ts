import type { Interval } from '../../../kernel/interval';
import { union } from '../../../kernel/interval';
import { addDays, type LocalDay, startOfDayMs, weekdayOf } from '../../../kernel/local-day';

/** A time of day, `HH:mm`; until at or before from lies on the next day. */
export interface DutySpan {
  readonly from: string;
  readonly until: string;
}

export interface WeeklySpan extends DutySpan {
  /** Monday is 1, Sunday is 7. */
  readonly weekday: number;
}

/** The weekly duty of a person while it is valid. */
export interface DutyPattern {
  readonly validFrom: LocalDay;
  /** The first day without it, or null. */
  readonly validTo: LocalDay | null;
  readonly weekly: readonly WeeklySpan[];
  /** Public holidays are free; an adjusted workday (调休) is worked, by the hours of Monday where it has none. */
  readonly followsCalendar: boolean;
}

export interface DutyException {
  readonly day: LocalDay;
  /** On duty at these times whatever the pattern says; none: off duty. */
  readonly spans: readonly DutySpan[];
}

/** The working-day table. */
export interface DutyTable {
  readonly knownYears: ReadonlySet<number>;
  readonly exceptions: ReadonlyMap<LocalDay, boolean>;
}

export type DutyTime =
  | { readonly isKnown: true; readonly intervals: readonly Interval[] }
  | { readonly isKnown: false; readonly year: number };

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1_440;

/**
 * Rule §2.2 step 6: when a paid person is on duty between two days (both included), as disjoint, sorted intervals. A
 * single-day exception wins over the pattern, the working-day table over the weekday. The night that began on the day
 * before the first one is included. A day of a year without a table is not guessed where the pattern asks for it.
 */
export function dutyTimeBetween(
  from: LocalDay,
  to: LocalDay,
  patterns: readonly DutyPattern[],
  exceptions: readonly DutyException[],
  table: DutyTable,
): DutyTime {
  const excepted = new Map(exceptions.map((exception) => [exception.day, exception.spans]));
  const intervals: Interval[] = [];
  for (let day = addDays(from, -1); day <= to; day = addDays(day, 1)) {
    const pattern = patterns.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo));
    const spans = excepted.get(day) ?? (pattern ? patternSpans(day, pattern, table) : []);
    if (spans === null) return { isKnown: false, year: yearOf(day) };
    intervals.push(...spans.map((span) => intervalOn(day, span)));
  }
  return { isKnown: true, intervals: union(intervals) };
}

/** null where the table does not know the year. */
function patternSpans(day: LocalDay, pattern: DutyPattern, table: DutyTable): readonly DutySpan[] | null {
  const weekday = weekdayOf(day);
  const own = pattern.weekly.filter((span) => span.weekday === weekday);
  if (!pattern.followsCalendar) return own;
  if (!table.knownYears.has(yearOf(day))) return null;
  const isWorking = table.exceptions.get(day);
  if (isWorking === false) return [];
  if (isWorking === true && own.length === 0) return pattern.weekly.filter((span) => span.weekday === 1);
  return own;
}

function intervalOn(day: LocalDay, { from, until }: DutySpan): Interval {
  const startMinutes = minutesOf(from);
  const endMinutes = minutesOf(until);
  const overnight = endMinutes <= startMinutes ? MINUTES_PER_DAY : 0;
  const midnight = startOfDayMs(day);
  return {
    startMs: midnight + startMinutes * MS_PER_MINUTE,
    endMs: midnight + (endMinutes + overnight) * MS_PER_MINUTE,
  };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function yearOf(day: LocalDay): number {
  return Number(day.slice(0, 4));
}
