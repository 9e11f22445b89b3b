import type { Interval } from '../../../kernel/interval';
import {
  addDays,
  type LocalDay,
  localDayOf,
  splitByLocalDay,
  startOfDayMs,
  weekdayOf,
} from '../../../kernel/local-day';
import type { LoadLimits } from './signup-policy';

const MINUTE_MS = 60_000;

export const loadKinds = ['REST', 'DAY', 'WEEK'] as const;
/** Too little rest between two days, too much on one day, too much in one week (Monday to Sunday). */
export type LoadKind = (typeof loadKinds)[number];

export interface LoadWarning {
  readonly kind: LoadKind;
  /** How long it would be with this shift: the rest, or the service. */
  readonly minutes: number;
  readonly limitMinutes: number;
  /** The day it is about; of a week its Monday; of a rest the day that begins after it. */
  readonly day: LocalDay;
}

/** The time in which other shifts matter to one: its weeks, and the nights before and after them. */
export function loadWindow(shift: Interval): Interval {
  return {
    startMs: startOfDayMs(addDays(mondayOf(localDayOf(shift.startMs)), -1)),
    endMs: startOfDayMs(addDays(mondayOf(lastDayOf(shift)), 8)),
  };
}

/**
 * What one more shift would be too much of, counted in days of Beijing; a shift over midnight counts on both of its days.
 * Time on the spot counts, breaks too. The age is that of the year, as everywhere; whose age is unknown is no elder.
 *
 * @param others the shifts the person has signed up for already, without this one.
 */
export function loadWarnings(
  shift: Interval,
  others: readonly Interval[],
  person: { readonly ageInYear: number | null },
  limits: LoadLimits,
): readonly LoadWarning[] {
  const most = person.ageInYear !== null && person.ageInYear >= limits.elder.fromAge ? limits.elder : limits;
  const all = [shift, ...others];
  const days = splitByLocalDay(shift).map(({ day }) => day);
  const weeks = [...new Set(days.map(mondayOf))];
  return [
    ...restWarnings(shift, others, limits.restMinutes),
    ...days.flatMap((day) => tooMuch('DAY', day, minutesWithin(all, day, 1), most.dayMinutes)),
    ...weeks.flatMap((day) => tooMuch('WEEK', day, minutesWithin(all, day, 7), most.weekMinutes)),
  ];
}

/** Rest is what lies between two days: two shifts of one day are one day's work. */
function restWarnings(shift: Interval, others: readonly Interval[], limitMinutes: number): readonly LoadWarning[] {
  return others.flatMap((other) => {
    const [first, second] = other.startMs < shift.startMs ? [other, shift] : [shift, other];
    const day = localDayOf(second.startMs);
    if (localDayOf(first.startMs) === day) return [];
    const minutes = Math.floor((second.startMs - first.endMs) / MINUTE_MS);
    return minutes >= 0 && minutes < limitMinutes ? [{ kind: 'REST', minutes, limitMinutes, day } as const] : [];
  });
}

function tooMuch(kind: 'DAY' | 'WEEK', day: LocalDay, minutes: number, limitMinutes: number): readonly LoadWarning[] {
  return minutes > limitMinutes ? [{ kind, minutes, limitMinutes, day }] : [];
}

function minutesWithin(shifts: readonly Interval[], day: LocalDay, days: number): number {
  const [fromMs, untilMs] = [startOfDayMs(day), startOfDayMs(addDays(day, days))];
  const sharedMs = shifts.map(({ startMs, endMs }) =>
    Math.max(0, Math.min(endMs, untilMs) - Math.max(startMs, fromMs)),
  );
  return Math.ceil(sharedMs.reduce((sum, ms) => sum + ms, 0) / MINUTE_MS);
}

function mondayOf(day: LocalDay): LocalDay {
  return addDays(day, 1 - weekdayOf(day));
}

function lastDayOf({ startMs, endMs }: Interval): LocalDay {
  return localDayOf(Math.max(startMs, endMs - 1));
}
