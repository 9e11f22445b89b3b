import { subtract, wholeMinutes, type Interval } from '../../../../kernel/interval';
import type { StepOutcome } from './hours-types';

/** Rule §2.2 step 4: declared breaks are not service. */
export function subtractBreaks(intervals: readonly Interval[], breaks: readonly Interval[]): StepOutcome {
  const rest = subtract(intervals, breaks);
  const beforeMinutes = wholeMinutes(intervals);
  const afterMinutes = wholeMinutes(rest);
  return {
    intervals: rest,
    flags: [],
    line: {
      step: 'BREAKS',
      beforeMinutes,
      afterMinutes,
      reason: afterMinutes < beforeMinutes ? 'BREAK_SUBTRACTED' : 'NO_BREAK',
      data: { breaks: breaks.length },
    },
  };
}
