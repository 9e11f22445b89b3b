import { wholeMinutes, type Interval } from '../../../../kernel/interval';
import { applyDayCaps, type DayCapsOutcome } from './day-caps';
import { applyEffectiveShare } from './effective-share';
import type { HoursPolicy } from './hours-policy';
import type { HoursInput, RecordFlag, TraceLine } from './hours-types';

/** What becomes of the time that is left: what counts of it, and why. */
export interface CountedTime extends Omit<DayCapsOutcome, 'line'> {
  /** Credited and pending time. */
  readonly occupiedIntervals: readonly Interval[];
  readonly pointsEligible: boolean;
  readonly lines: readonly TraceLine[];
}

/**
 * Rule §2.2 steps 7 and 8, and before them order 67 art. 19: only service is recorded. Who played, watched or was a guest
 * keeps the attendance and gets no minute and no point; the time claims nothing of the day's caps or of other records.
 */
export function countTime(intervals: readonly Interval[], input: HoursInput, policy: HoursPolicy): CountedTime {
  if (input.isNoService === true) return noService(intervals);
  const share = applyEffectiveShare(intervals, input, policy);
  const { line, flags, ...caps } = applyDayCaps(share.intervals, input, policy);
  return {
    ...caps,
    flags: [...share.flags, ...flags],
    occupiedIntervals: share.intervals,
    pointsEligible: share.pointsEligible,
    lines: [share.line, line],
  };
}

function noService(intervals: readonly Interval[]): CountedTime {
  const flags: readonly RecordFlag[] = ['NOT_SERVICE'];
  const beforeMinutes = wholeMinutes(intervals);
  return {
    ...{ creditedMinutes: 0, pendingMinutes: { community: 0, street: 0 }, creditedIntervals: [], perDay: [], flags },
    ...{ occupiedIntervals: [], pointsEligible: false },
    lines: [{ step: 'SERVICE', beforeMinutes, afterMinutes: 0, reason: 'NOT_SERVICE', data: {} }],
  };
}
