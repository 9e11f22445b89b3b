import { union, wholeMinutes } from '../../../../kernel/interval';
import { autoClose } from './auto-close';
import { subtractBreaks } from './breaks';
import { clipToWindow, creditableWindow } from './clipping';
import { subtractDutyTime } from './duty-time';
import { gradeEvidence } from './evidence-grade';
import type { HoursPolicy } from './hours-policy';
import type { HoursInput, HoursResult, RecordFlag } from './hours-types';
import { countTime } from './only-service';
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
  const counted = countTime(duty.intervals, input, policy);
  const grading = gradeEvidence(pairing.pairs, input.punches, counted.creditedMinutes);
  const taken = takenByOthers(input.taken ?? NOTHING_TAKEN, counted.creditedMinutes);
  const steps = [clipping, closing, breaks, overlap, duty];
  const stepFlags = [...steps, counted].flatMap((step) => step.flags);
  const flags = [...new Set([...pairing.flags, ...stepFlags, ...taken.flags])];
  return {
    policyVersion: policy.version,
    isTraining: input.isTraining,
    rawMinutes: wholeMinutes([...complete, ...closing.intervals]),
    clippedMinutes: wholeMinutes(closing.intervals),
    creditedMinutes: counted.creditedMinutes,
    pendingMinutes: counted.pendingMinutes,
    grade: grading.grade,
    gradePending: grading.gradePending,
    flags,
    needsReview: flags.some((flag) => REVIEW_FLAGS.has(flag)),
    pointsEligible: counted.pointsEligible,
    creditedIntervals: counted.creditedIntervals,
    occupiedIntervals: counted.occupiedIntervals,
    perDay: counted.perDay,
    trace: [pairing.line, ...steps.map((step) => step.line), ...counted.lines, ...taken.lines, grading.line],
  };
}
