import { firstMinutes, union, wholeMinutes, type Interval } from '../../../kernel/interval';
import type { PointsPolicy } from './points-policy';
import { priceSegments, type PointsSegment, type SegmentFacts } from './points-segments';

export interface PointsInput extends SegmentFacts {
  /** The credited time of the record. */
  readonly creditedIntervals: readonly Interval[];
  readonly grade: keyof PointsPolicy['gradePercent'];
  /** False for a record below the effective share: it earns nothing. */
  readonly pointsEligible: boolean;
  readonly isFirstTime: boolean;
  readonly isEmergency: boolean;
  /** What other records earned on the day the record begins, and in its month. Unit: tenths of a point. */
  readonly earnedOnDayPointTenths: number;
  readonly earnedInMonthPointTenths: number;
  /**
   * Set where the time is added to a record that has earned points before: the fixed bonuses were given then, and the
   * cap of a record counts what it has earned. Unit: tenths of a point.
   */
  readonly earnedInRecordPointTenths?: number;
}

export type PointsTraceLine =
  | {
      readonly step: 'SEGMENT';
      readonly interval: Interval;
      readonly pointTenthsPerHour: number;
      readonly multiplierPercent: number;
      readonly multiplierName: string | null;
    }
  | { readonly step: 'NOT_ELIGIBLE' }
  | { readonly step: 'GRADE'; readonly grade: string; readonly percent: number }
  | { readonly step: 'TIME'; readonly minutes: number; readonly pointTenths: number }
  | { readonly step: 'BONUS'; readonly bonus: 'LEADER' | 'FIRST_TIME' | 'EMERGENCY'; readonly pointTenths: number }
  | { readonly step: 'CAP'; readonly cap: 'RECORD' | 'DAY' | 'MONTH'; readonly lostPointTenths: number };

export interface PointsResult {
  readonly policyVersion: string;
  /** Tenths of a point, an integer, never negative. */
  readonly pointTenths: number;
  readonly trace: readonly PointsTraceLine[];
}

/** Rate is per hour (3,600,000 ms), multiplier and grade are per cent. */
const DIVISOR = 3_600_000n * 100n * 100n;

/**
 * Rule §3: points = Σ time × rate × multiplier × grade factor + fixed bonuses, within the caps.
 *
 * Counted over the whole credited minutes of the record (a rest of seconds earns nothing), split at window edges. All
 * parts are summed exactly and floored once, to tenths of a point. Bonuses are for records whose time earns points at
 * all: neither a record below the effective share nor a grade of factor 0 has any.
 */
export function pointsFor(input: PointsInput, policy: PointsPolicy): PointsResult {
  const policyVersion = policy.version;
  if (!input.pointsEligible) return { policyVersion, pointTenths: 0, trace: [{ step: 'NOT_ELIGIBLE' }] };
  const credited = union(input.creditedIntervals);
  const minutes = wholeMinutes(credited);
  const segments = priceSegments(firstMinutes(credited, minutes), input, policy);
  const percent = policy.gradePercent[input.grade];
  const timeTenths = Number((segments.reduce((sum, part) => sum + weightOf(part), 0n) * BigInt(percent)) / DIVISOR);
  const isFirstPricing = input.earnedInRecordPointTenths === undefined;
  const bonuses = isFirstPricing && minutes > 0 && percent > 0 ? bonusesOf(input, policy) : [];
  const earned = bonuses.reduce((sum, line) => sum + line.pointTenths, timeTenths);
  const capped = applyCaps(earned, input, policy);
  return {
    policyVersion,
    pointTenths: capped.pointTenths,
    trace: [
      ...segments.map((segment) => ({ step: 'SEGMENT', ...segment }) as const),
      { step: 'GRADE', grade: input.grade, percent },
      { step: 'TIME', minutes, pointTenths: timeTenths },
      ...bonuses,
      ...capped.lines,
    ],
  };
}

function weightOf({ interval, pointTenthsPerHour, multiplierPercent }: PointsSegment): bigint {
  return BigInt(interval.endMs - interval.startMs) * BigInt(pointTenthsPerHour) * BigInt(multiplierPercent);
}

type BonusLine = Extract<PointsTraceLine, { step: 'BONUS' }>;
type CapLine = Extract<PointsTraceLine, { step: 'CAP' }>;

function bonusesOf(input: PointsInput, { bonuses }: PointsPolicy): readonly BonusLine[] {
  const lines: readonly (BonusLine & { readonly applies: boolean })[] = [
    { step: 'BONUS', bonus: 'LEADER', pointTenths: bonuses.leaderPointTenths, applies: input.duty === 'LEADER' },
    { step: 'BONUS', bonus: 'FIRST_TIME', pointTenths: bonuses.firstTimePointTenths, applies: input.isFirstTime },
    { step: 'BONUS', bonus: 'EMERGENCY', pointTenths: bonuses.emergencyPointTenths, applies: input.isEmergency },
  ];
  return lines
    .filter((line) => line.applies && line.pointTenths > 0)
    .map(({ step, bonus, pointTenths }) => ({ step, bonus, pointTenths }));
}

function applyCaps(
  earnedTenths: number,
  input: PointsInput,
  { caps }: PointsPolicy,
): { readonly pointTenths: number; readonly lines: readonly CapLine[] } {
  const rooms = [
    { cap: 'RECORD', room: roomOf(caps.recordPointTenths, input.earnedInRecordPointTenths ?? 0) },
    { cap: 'DAY', room: roomOf(caps.dayPointTenths, input.earnedOnDayPointTenths) },
    { cap: 'MONTH', room: roomOf(caps.monthPointTenths, input.earnedInMonthPointTenths) },
  ] as const;
  const lines: CapLine[] = [];
  let pointTenths = earnedTenths;
  for (const { cap, room } of rooms) {
    if (room === null || pointTenths <= room) continue;
    lines.push({ step: 'CAP', cap, lostPointTenths: pointTenths - room });
    pointTenths = room;
  }
  return { pointTenths, lines };
}

function roomOf(cap: number | null, earnedTenths: number): number | null {
  return cap === null ? null : Math.max(0, cap - earnedTenths);
}
