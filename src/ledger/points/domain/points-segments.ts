import type { Interval } from '../../../kernel/interval';
import { localDayOf, minuteOfDay, splitByLocalDay, startOfDayMs, type LocalDay } from '../../../kernel/local-day';
import type { ActivityKind, DayType, Duty, PointsMultiplier, PointsPolicy } from './points-policy';

const MS_PER_MINUTE = 60_000;

export interface SegmentFacts {
  readonly activityKind: ActivityKind;
  readonly category: string;
  readonly duty: Duty;
  /** Rest days are weekends and holidays by the working-day calendar; a day that is not named is a working day. */
  readonly dayTypes: Readonly<Partial<Record<LocalDay, DayType>>>;
}

/** A stretch of time that has one rate and one multiplier. */
export interface PointsSegment {
  readonly interval: Interval;
  readonly pointTenthsPerHour: number;
  readonly multiplierPercent: number;
  /** The name of the multiplier, or null where none applies. */
  readonly multiplierName: string | null;
}

interface Conditions {
  readonly activityKind?: ActivityKind | undefined;
  readonly category?: string | undefined;
  readonly duty?: Duty | undefined;
  readonly dayType?: DayType | undefined;
}

/** Cuts the intervals at midnight and at every window edge, prices each piece, and joins neighbours of equal price. */
export function priceSegments(
  intervals: readonly Interval[],
  facts: SegmentFacts,
  policy: PointsPolicy,
): readonly PointsSegment[] {
  const edges = policy.multipliers.flatMap(({ window }) => (window ? [window.fromMinute, window.toMinute] : []));
  const pieces = intervals.flatMap(splitByLocalDay).flatMap(({ day, interval }) => cutAt(interval, day, edges));
  return joinEqual(pieces.map((piece) => price(piece, facts, policy)));
}

function cutAt(interval: Interval, day: LocalDay, edgeMinutes: readonly number[]): readonly Interval[] {
  const inner = edgeMinutes
    .map((minute) => startOfDayMs(day) + minute * MS_PER_MINUTE)
    .filter((edgeMs) => edgeMs > interval.startMs && edgeMs < interval.endMs);
  const cuts = [...new Set([interval.startMs, ...inner, interval.endMs])].sort((a, b) => a - b);
  return cuts.slice(1).map((endMs, index) => ({ startMs: cuts[index] ?? endMs, endMs }));
}

function price(interval: Interval, facts: SegmentFacts, policy: PointsPolicy): PointsSegment {
  const dayType = facts.dayTypes[localDayOf(interval.startMs)] ?? 'WORKING_DAY';
  const rate = policy.rates.find((line) => matches(line, facts, dayType));
  const multiplier = policy.multipliers
    .filter((line) => matches(line, facts, dayType) && isInWindow(line, minuteOfDay(interval.startMs)))
    .reduce<PointsMultiplier | null>((best, next) => (best && best.percent >= next.percent ? best : next), null);
  return {
    interval,
    pointTenthsPerHour: rate?.pointTenthsPerHour ?? 0,
    multiplierPercent: multiplier?.percent ?? 100,
    multiplierName: multiplier?.name ?? null,
  };
}

function matches(line: Conditions, facts: SegmentFacts, dayType: DayType): boolean {
  return (
    (line.activityKind ?? facts.activityKind) === facts.activityKind &&
    (line.category ?? facts.category) === facts.category &&
    (line.duty ?? facts.duty) === facts.duty &&
    (line.dayType ?? dayType) === dayType
  );
}

function isInWindow({ window }: PointsMultiplier, minute: number): boolean {
  if (!window) return true;
  const { fromMinute, toMinute } = window;
  return fromMinute <= toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

function joinEqual(segments: readonly PointsSegment[]): readonly PointsSegment[] {
  const joined: PointsSegment[] = [];
  for (const next of segments) {
    const last = joined.at(-1);
    const isEqual =
      last?.interval.endMs === next.interval.startMs &&
      last.pointTenthsPerHour === next.pointTenthsPerHour &&
      last.multiplierName === next.multiplierName;
    if (last && isEqual) {
      const interval = { startMs: last.interval.startMs, endMs: next.interval.endMs };
      joined[joined.length - 1] = { ...last, interval };
    } else {
      joined.push(next);
    }
  }
  return joined;
}
