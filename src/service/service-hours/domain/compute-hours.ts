import { union, wholeMinutes } from '../../../kernel/interval';
import { autoClose } from './auto-close';
import { subtractBreaks } from './breaks';
import { clipToWindow, creditableWindow } from './clipping';
import { applyDayCaps } from './day-caps';
import { subtractDutyTime } from './duty-time';
import { applyEffectiveShare } from './effective-share';
import { gradeEvidence } from './evidence-grade';
import type { HoursPolicy } from './hours-policy';
import type { HoursInput, HoursResult, RecordFlag } from './hours-types';
import { subtractOverlap } from './overlap';
import { completePairIntervals, pairPunches } from './pairing';
import { NOTHING_TAKEN, takenByOthers } from './taken-by-others';

/** Flags that a person has to look at before the record may go on to publicity. */
const REVIEW_FLAGS: ReadonlySet<RecordFlag> = new Set<RecordFlag>([
  'MISSING_IN',
  'REPEATED_IN',
  'TOO_MANY_PAIRS',
  'OVERLAP',
  'INVESTIGATION',
  'CALLED_WITHOUT_TRACE',
  'REST_HERE',
  'DENIED',
]);

/**
 * Rule §2.2: turns the punches of one person in one shift into minutes, in the order of the nine steps, with one trace
 * line per step, and one more for each thing to know about how the attendance was taken. The same input gives the same result, in whatever order the punches and other records are listed.
 *
 * Units: instants in epoch milliseconds, results in whole minutes. Seconds are summed and floored once per record; day
 * parts add up to the record. A record of several steps is never negative, and credited + pending ≤ clipped ≤ raw.
 */
export function computeHours(input: HoursInput, policy: HoursPolicy): HoursResult {
  const window = creditableWindow(input.planned, input.extendedEndMs);
  const pairing = pairPunches(input.punches, policy);
  const complete = union(completePairIntervals(pairing.pairs));
  const clipping = clipToWindow(complete, window);
  const closing = autoClose(
    { intervals: clipping.intervals, pairs: pairing.pairs, planned: input.planned, window },
    policy,
  );
  const breaks = subtractBreaks(closing.intervals, input.breaks);
  const overlap = subtractOverlap(breaks.intervals, input.order, input.otherRecords);
  const duty = subtractDutyTime(overlap.intervals, input.dutyTime);
  const share = applyEffectiveShare(duty.intervals, input, policy);
  const caps = applyDayCaps(share.intervals, input, policy);
  const grading = gradeEvidence(pairing.pairs, input.punches, caps.creditedMinutes);
  const taken = takenByOthers(input.taken ?? NOTHING_TAKEN, caps.creditedMinutes);
  const steps = [clipping, closing, breaks, overlap, duty, share, caps];
  const flags = [...new Set([...pairing.flags, ...steps.flatMap((step) => step.flags), ...taken.flags])];
  return {
    policyVersion: policy.version,
    isTraining: input.isTraining,
    rawMinutes: wholeMinutes([...complete, ...closing.intervals]),
    clippedMinutes: wholeMinutes(closing.intervals),
    creditedMinutes: caps.creditedMinutes,
    pendingMinutes: caps.pendingMinutes,
    grade: grading.grade,
    gradePending: grading.gradePending,
    flags,
    needsReview: flags.some((flag) => REVIEW_FLAGS.has(flag)),
    pointsEligible: share.pointsEligible,
    creditedIntervals: caps.creditedIntervals,
    occupiedIntervals: share.intervals,
    perDay: caps.perDay,
    trace: [pairing.line, ...steps.map((step) => step.line), ...taken.lines, grading.line],
  };
}
