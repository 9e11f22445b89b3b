import type { Interval } from '../../../kernel/interval';
import { type LocalDay, splitByLocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { CalendarTable } from '../../../place/policies';
import { pointsFor, type PointsInput, type PointsResult } from '../domain/points-for';
import { type DayType, type PointsPolicy, pointsPolicySchema } from '../domain/points-policy';
import type { PricedEntry } from '../persistence/priced-entries';
import { dayTypesOf, needsDayTypes } from './day-types';

/**
 * What the rules can have given for an entry. Whether it was the person's first time is not known any more: two answers where
 * the policy has a bonus for it. None where a kind of day counts and the calendar does not know the year.
 */
export function pricesOf(entry: PricedEntry, policy: PointsPolicy, calendar: CalendarTable): readonly PointsResult[] {
  if (!needsDayTypes(policy)) return give(entry, policy, {});
  const isKnown = daysOf(entry.intervals).every((day) => calendar.knownYears.has(Number(day.slice(0, 4))));
  return isKnown ? give(entry, policy, dayTypesOf(entry.intervals, calendar)) : [];
}

/** The most that any kind of day gives, whatever the calendar says. Unit: tenths of a point. */
export function mostPointTenths(entry: PricedEntry, policy: PointsPolicy): number {
  const all = (type: DayType): Partial<Record<LocalDay, DayType>> =>
    Object.fromEntries(daysOf(entry.intervals).map((day) => [day, type]));
  const results = [...give(entry, policy, all('WORKING_DAY')), ...give(entry, policy, all('REST_DAY'))];
  return Math.max(...results.map(({ pointTenths }) => pointTenths));
}

function give(entry: PricedEntry, policy: PointsPolicy, dayTypes: PointsInput['dayTypes']): readonly PointsResult[] {
  const firsts = policy.bonuses.firstTimePointTenths > 0 ? [false, true] : [false];
  return firsts.map((isFirstTime) => pointsFor(inputOf(entry, isFirstTime, dayTypes), policy));
}

function daysOf(intervals: readonly Interval[]): readonly LocalDay[] {
  return [...new Set(intervals.flatMap(splitByLocalDay).map(({ day }) => day))];
}

function inputOf(entry: PricedEntry, isFirstTime: boolean, dayTypes: PointsInput['dayTypes']): PointsInput {
  return {
    creditedIntervals: entry.intervals,
    grade: entry.grade,
    pointsEligible: entry.isPointsEligible,
    activityKind: entry.kind,
    category: entry.category,
    duty: entry.duty,
    isEmergency: false,
    isFirstTime,
    dayTypes,
    earnedOnDayPointTenths: Number(entry.onDay),
    earnedInMonthPointTenths: Number(entry.inMonth),
    ...(entry.inRecord !== null && { earnedInRecordPointTenths: Number(entry.inRecord) }),
  };
}

/** Every points policy there was, by the version that entries name. */
export async function policiesByVersion(tx: Transaction): Promise<ReadonlyMap<string, PointsPolicy>> {
  const rows = await tx.query<{ version: string; body: unknown }>(
    `select version, body from policy where kind = 'POINTS'`,
  );
  return new Map(
    rows.flatMap(({ version, body }) => {
      // What is no policy any more prices nothing: every entry that names it is reported.
      const { data } = pointsPolicySchema.safeParse(body);
      return data === undefined ? [] : [[version, data] as const];
    }),
  );
}
