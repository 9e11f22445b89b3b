import type { LocalDay } from '../../../kernel/local-day';
import {
  MAX_SHIFTS_PER_ACTIVITY,
  type PlannedShift,
  type PlanningMoment,
  planShift,
  repeatWeekly,
  type ShiftPlanProblem,
  type ShiftSpan,
} from './shift-plan';

export interface ShiftRequest extends ShiftSpan {
  /** Repeat every week up to and including this local day; null for a single shift. */
  readonly repeatWeeklyUntil: LocalDay | null;
}

export type PlanProblem =
  ShiftPlanProblem | 'RECURRENCE_ENDS_TOO_EARLY' | 'RECURRENCE_TOO_LONG' | 'SHIFT_DUPLICATE' | 'SHIFT_TOO_MANY';

export type ShiftsPlan<Request> =
  | { readonly shifts: readonly { readonly planned: PlannedShift; readonly request: Request }[] }
  | { readonly problem: PlanProblem; readonly index: number };

/**
 * All shifts of a request, repetitions included, or the first problem with the index of the request it is about.
 *
 * @param moment.existing how many shifts the activity has already.
 */
export function planShifts<Request extends ShiftRequest>(
  requests: readonly Request[],
  moment: PlanningMoment & { readonly existing: number },
): ShiftsPlan<Request> {
  const shifts: { planned: PlannedShift; request: Request }[] = [];
  const starts = new Set<number>();
  for (const [index, request] of requests.entries()) {
    const first = planShift(request, moment);
    if (typeof first === 'string') return { problem: first, index };
    const series = request.repeatWeeklyUntil === null ? [first] : repeatWeekly(first, request.repeatWeeklyUntil);
    if (typeof series === 'string') return { problem: series, index };
    for (const planned of series) {
      if (starts.has(planned.startMs)) return { problem: 'SHIFT_DUPLICATE', index };
      starts.add(planned.startMs);
      shifts.push({ planned, request });
    }
    if (moment.existing + shifts.length > MAX_SHIFTS_PER_ACTIVITY) return { problem: 'SHIFT_TOO_MANY', index };
  }
  return { shifts };
}
