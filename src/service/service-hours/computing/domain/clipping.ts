import { clip, wholeMinutes, type Interval } from '../../../../kernel/interval';
import type { StepOutcome } from './hours-types';

/**
 * The time in which minutes can be credited: from the planned start to the planned end, or to the end to which the
 * leader extended the shift. An "extension" to an earlier time does not shorten the plan.
 */
export function creditableWindow(planned: Interval, extendedEndMs: number | null): Interval {
  return { startMs: planned.startMs, endMs: Math.max(planned.endMs, extendedEndMs ?? planned.endMs) };
}

/** Rule §2.2 step 2: keeps what lies inside the window; the early and the late margin of a punch earn nothing. */
export function clipToWindow(intervals: readonly Interval[], window: Interval): StepOutcome {
  const clipped = clip(intervals, window);
  const beforeMinutes = wholeMinutes(intervals);
  const afterMinutes = wholeMinutes(clipped);
  return {
    intervals: clipped,
    flags: [],
    line: {
      step: 'CLIPPING',
      beforeMinutes,
      afterMinutes,
      reason: afterMinutes < beforeMinutes ? 'OUTSIDE_PLAN' : 'INSIDE_PLAN',
      data: { windowStartMs: window.startMs, windowEndMs: window.endMs },
    },
  };
}
