import { intersect, subtract, wholeMinutes, type Interval } from '../../../../kernel/interval';
import type { OtherRecord, RecordOrder, StepOutcome, TraceReason } from './hours-types';

/**
 * Rule §2.2 step 5: nobody is in two places. Of two records of one person that claim the same time, the later one (by
 * planned start, then key) keeps only what the earlier one does not cover; a confirmed record keeps everything it has.
 * Both are flagged, the earlier one without losing minutes, so that both go to review.
 */
export function subtractOverlap(
  intervals: readonly Interval[],
  own: RecordOrder,
  others: readonly OtherRecord[],
): StepOutcome {
  const touching = others.filter((other) =>
    other.intervals.some((taken) => intervals.some((span) => intersect(taken, span) !== null)),
  );
  const winners = touching.filter((other) => other.isConfirmed || isBefore(other.order, own));
  const rest = subtract(
    intervals,
    winners.flatMap((other) => other.intervals),
  );
  return {
    intervals: rest,
    flags: touching.length > 0 ? ['OVERLAP'] : [],
    line: {
      step: 'OVERLAP',
      beforeMinutes: wholeMinutes(intervals),
      afterMinutes: wholeMinutes(rest),
      reason: reasonOf(touching.length, winners.length),
      data: { overlappingRecords: touching.length, earlierRecords: winners.length },
    },
  };
}

function reasonOf(touching: number, winners: number): TraceReason {
  if (touching === 0) return 'NO_OVERLAP';
  return winners > 0 ? 'OVERLAP_SUBTRACTED' : 'OVERLAP_KEPT';
}

/** Whether record `a` comes before record `b` of the same person. */
export function isBefore(a: RecordOrder, b: RecordOrder): boolean {
  return a.plannedStartMs === b.plannedStartMs ? a.key < b.key : a.plannedStartMs < b.plannedStartMs;
}
