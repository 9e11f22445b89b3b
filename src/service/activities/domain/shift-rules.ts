import { MAX_SHIFT_MS, type PlanningMoment } from './shift-plan';
import type { ActivityStatus, ShiftStatus } from './activity-kinds';

const MINUTE_MS = 60_000;
/** Punches are taken until 30 min after the end; then the leader has 30 min more. After that the system closes. */
export const LATE_WINDOW_MINUTES = 30;
export const CLOSING_GRACE_MINUTES = 30;
export const SYSTEM_CLOSES_AFTER_MINUTES = LATE_WINDOW_MINUTES + CLOSING_GRACE_MINUTES;

export interface ShiftFacts {
  readonly activityStatus: ActivityStatus;
  readonly status: ShiftStatus;
  readonly startMs: number;
  /** Planned end. */
  readonly endMs: number;
  readonly extendedToMs: number | null;
}

export type ShiftProblem =
  | 'ACTIVITY_NOT_PUBLISHED'
  | 'SHIFT_CANCELLED'
  | 'SHIFT_CLOSED'
  | 'SHIFT_NOT_STARTED'
  | 'SHIFT_STARTED'
  | 'SHIFT_ENDED'
  | 'EXTENSION_INVALID'
  | 'EXTENSION_TOO_LATE';

/** The end that counts: the one the leader extended to, else the planned one. */
export function effectiveEndMs(shift: Pick<ShiftFacts, 'endMs' | 'extendedToMs'>): number {
  return shift.extendedToMs ?? shift.endMs;
}

/** What stands in the way of any business on a shift, or null. */
export function openProblem(shift: ShiftFacts): ShiftProblem | null {
  if (shift.status === 'CANCELLED' || shift.activityStatus === 'CANCELLED') return 'SHIFT_CANCELLED';
  if (shift.status === 'CLOSED' || shift.activityStatus === 'CLOSED') return 'SHIFT_CLOSED';
  if (shift.activityStatus === 'DRAFT') return 'ACTIVITY_NOT_PUBLISHED';
  return null;
}

/** Signing up is possible until the shift ends: somebody may join late. */
export function signUpProblem(shift: ShiftFacts, nowMs: number): ShiftProblem | null {
  return openProblem(shift) ?? (nowMs >= effectiveEndMs(shift) ? 'SHIFT_ENDED' : null);
}

/** A sign-up may be taken back until the shift starts; afterwards, not coming is a no-show. */
export function cancelSignupProblem(shift: ShiftFacts, nowMs: number): ShiftProblem | null {
  return openProblem(shift) ?? (nowMs >= shift.startMs ? 'SHIFT_STARTED' : null);
}

/**
 * A shift may be extended, not shortened, until it is closed, and lasts at most 24 h in all. Once its end is longer past
 * than a shift may begin late, the time behind it is over, and nobody adds it any more.
 */
export function extendProblem(
  shift: ShiftFacts,
  extendedToMs: number,
  { nowMs, lateStartMinutes }: PlanningMoment,
): ShiftProblem | null {
  const problem = openProblem(shift);
  if (problem) return problem;
  if (nowMs > effectiveEndMs(shift) + lateStartMinutes * MINUTE_MS) return 'EXTENSION_TOO_LATE';
  const isLonger = extendedToMs > effectiveEndMs(shift);
  return isLonger && extendedToMs - shift.startMs <= MAX_SHIFT_MS ? null : 'EXTENSION_INVALID';
}

/** A leader may close from the start on; a shift that has not begun is cancelled instead. */
export function closeProblem(shift: ShiftFacts, nowMs: number): ShiftProblem | null {
  return openProblem(shift) ?? (nowMs < shift.startMs ? 'SHIFT_NOT_STARTED' : null);
}

/** A shift that has begun may hold punches, which are facts: it is closed, not cancelled. */
export function cancelShiftProblem(shift: ShiftFacts, nowMs: number): ShiftProblem | null {
  if (shift.status === 'CANCELLED') return 'SHIFT_CANCELLED';
  if (shift.status === 'CLOSED') return 'SHIFT_CLOSED';
  return shift.activityStatus === 'PUBLISHED' && nowMs >= shift.startMs ? 'SHIFT_STARTED' : null;
}

/** True where nobody closed the shift for an hour after its end, so that the system does. */
export function isOverdue(shift: ShiftFacts, nowMs: number): boolean {
  return shift.status === 'SCHEDULED' && nowMs >= effectiveEndMs(shift) + SYSTEM_CLOSES_AFTER_MINUTES * MINUTE_MS;
}
