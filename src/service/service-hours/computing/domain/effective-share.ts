import { subtract, wholeMinutes, type Interval } from '../../../../kernel/interval';
import type { HoursPolicy } from './hours-policy';
import type { StepOutcome } from './hours-types';

export interface EffectiveShareOutcome extends StepOutcome {
  readonly pointsEligible: boolean;
}

/**
 * Rule §2.2 step 7: a record below the effective share of the planned time earns no points; its minutes stand unless
 * the street zeroes them per session. The planned time is the plan less its declared breaks, without an extension.
 * Compared in whole minutes by multiplication, so nothing is rounded: 72 of 120 is 60 % and reaches it, 71 does not.
 */
export function applyEffectiveShare(
  intervals: readonly Interval[],
  plan: { readonly planned: Interval; readonly breaks: readonly Interval[] },
  policy: HoursPolicy,
): EffectiveShareOutcome {
  const minutes = wholeMinutes(intervals);
  const plannedMinutes = wholeMinutes(subtract([plan.planned], plan.breaks));
  const data = { plannedMinutes, effectiveSharePercent: policy.effectiveSharePercent };
  const line = { step: 'EFFECTIVE_SHARE', beforeMinutes: minutes, data } as const;
  if (minutes * 100 >= plannedMinutes * policy.effectiveSharePercent) {
    return {
      intervals,
      flags: [],
      pointsEligible: true,
      line: { ...line, afterMinutes: minutes, reason: 'SHARE_REACHED' },
    };
  }
  return {
    intervals: policy.perSessionZeroing ? [] : intervals,
    flags: ['BELOW_EFFECTIVE_SHARE'],
    pointsEligible: false,
    line: policy.perSessionZeroing
      ? { ...line, afterMinutes: 0, reason: 'SHARE_BELOW_MINUTES_ZERO' }
      : { ...line, afterMinutes: minutes, reason: 'SHARE_BELOW_POINTS_ZERO' },
  };
}
