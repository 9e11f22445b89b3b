import { intervalOf, union, wholeMinutes, type Interval } from '../../../../kernel/interval';
import { exhaustive } from '../../../../kernel/exhaustive';
import type { HoursPolicy } from './hours-policy';
import type { PunchPair, StepOutcome, TraceReason } from './hours-types';

const MS_PER_MINUTE = 60_000;

export interface AutoCloseInput {
  /** The clipped intervals of the complete pairs. */
  readonly intervals: readonly Interval[];
  readonly pairs: readonly PunchPair[];
  readonly planned: Interval;
  readonly window: Interval;
}

/**
 * Rule §2.2 step 3: a missing check-out is set by the policy, never later than the window.
 *
 * PLANNED_END: planned end, at most the cap after the start. CAP: the cap after the start, also into an extension.
 * FIXED_MINUTES: so many minutes, not beyond the planned end. ZERO: nothing. The start is the credited start, so that
 * coming early does not shorten the time.
 */
export function autoClose(input: AutoCloseInput, policy: HoursPolicy): StepOutcome {
  const beforeMinutes = wholeMinutes(input.intervals);
  const openPair = input.pairs.find((pair) => !pair.out);
  if (!openPair) {
    return {
      intervals: input.intervals,
      flags: [],
      line: { step: 'AUTO_CLOSE', beforeMinutes, afterMinutes: beforeMinutes, reason: 'NO_MISSING_OUT', data: {} },
    };
  }
  const startMs = Math.max(openPair.in.atMs, input.window.startMs);
  const { endMs, reason } = closingTime(startMs, input, policy);
  const closed = intervalOf(startMs, endMs);
  const intervals = closed ? union([...input.intervals, closed]) : input.intervals;
  return {
    intervals,
    flags: ['AUTO_CLOSED'],
    line: {
      step: 'AUTO_CLOSE',
      beforeMinutes,
      afterMinutes: wholeMinutes(intervals),
      reason,
      data: { startMs, endMs: Math.max(startMs, endMs) },
    },
  };
}

function closingTime(
  startMs: number,
  { planned, window }: AutoCloseInput,
  policy: HoursPolicy,
): { readonly endMs: number; readonly reason: TraceReason } {
  const capEndMs = startMs + policy.missingOutCapMinutes * MS_PER_MINUTE;
  switch (policy.missingOut) {
    case 'PLANNED_END':
      return capEndMs < planned.endMs
        ? { endMs: capEndMs, reason: 'CLOSED_AT_CAP' }
        : { endMs: planned.endMs, reason: 'CLOSED_AT_PLANNED_END' };
    case 'CAP':
      return { endMs: Math.min(window.endMs, capEndMs), reason: 'CLOSED_AT_CAP' };
    case 'FIXED_MINUTES': {
      const fixedEndMs = startMs + policy.missingOutFixedMinutes * MS_PER_MINUTE;
      return { endMs: Math.min(planned.endMs, fixedEndMs), reason: 'CLOSED_AT_FIXED_MINUTES' };
    }
    case 'ZERO':
      return { endMs: startMs, reason: 'MISSING_OUT_ZERO' };
    default:
      return exhaustive(policy.missingOut);
  }
}
