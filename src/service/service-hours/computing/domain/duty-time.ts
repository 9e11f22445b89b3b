import { subtract, wholeMinutes, type Interval } from '../../../../kernel/interval';
import type { StepOutcome } from './hours-types';

/** Rule §2.2 step 6: what a paid person does in duty time is work and never volunteer service. */
export function subtractDutyTime(intervals: readonly Interval[], dutyTime: readonly Interval[]): StepOutcome {
  const rest = subtract(intervals, dutyTime);
  const beforeMinutes = wholeMinutes(intervals);
  const afterMinutes = wholeMinutes(rest);
  const isCut = afterMinutes < beforeMinutes;
  return {
    intervals: rest,
    flags: isCut ? ['DUTY_TIME'] : [],
    line: {
      step: 'DUTY_TIME',
      beforeMinutes,
      afterMinutes,
      reason: isCut ? 'DUTY_TIME' : 'NO_DUTY_TIME',
      data: { dutyMinutes: beforeMinutes - afterMinutes },
    },
  };
}
