import { firstMinutes, union, wholeMinutes, type Interval } from '../../../kernel/interval';
import type { PointsPolicy } from './points-policy';
import { priceSegments, type PointsSegment, type SegmentFacts } from './points-segments';
import type { RuleFacts } from './rules/points-rule';
import { bonusRules, capRules } from './rules/points-rules';

export interface PointsInput extends SegmentFacts, RuleFacts {
  /** The credited time of the record. */
  readonly creditedIntervals: readonly Interval[];
  readonly grade: keyof PointsPolicy['gradePercent'];
  /** False for a record below the effective share: it earns nothing. */
  readonly pointsEligible: boolean;
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
  | { readonly step: 'BONUS'; readonly bonus: (typeof bonusRules)[number]['code']; readonly pointTenths: number }
  | { readonly step: 'CAP'; readonly cap: (typeof capRules)[number]['code']; readonly lostPointTenths: number };

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
  return bonusRules
    .map(
      (rule) =>
        ({ step: 'BONUS', bonus: rule.code, pointTenths: rule.applies(input) ? bonuses[rule.figure] : 0 }) as const,
    )
    .filter((line) => line.pointTenths > 0);
}

function applyCaps(
  earnedTenths: number,
  input: PointsInput,
  { caps }: PointsPolicy,
): { readonly pointTenths: number; readonly lines: readonly CapLine[] } {
  const lines: CapLine[] = [];
  let pointTenths = earnedTenths;
  for (const rule of capRules) {
    const room = roomOf(caps[rule.figure], rule.earnedPointTenths(input));
    if (room === null || pointTenths <= room) continue;
    lines.push({ step: 'CAP', cap: rule.code, lostPointTenths: pointTenths - room });
    pointTenths = room;
  }
  return { pointTenths, lines };
}

function roomOf(cap: number | null, earnedTenths: number): number | null {
  return cap === null ? null : Math.max(0, cap - earnedTenths);
}
