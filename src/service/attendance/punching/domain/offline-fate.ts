import type { AttendanceState, PunchRefusal } from './decide-punch';
import type { PunchDirection } from './rotating-code';

export type ClaimCause =
  | 'CLOCK_SKEW'
  | 'TIME_IMPLAUSIBLE'
  | 'SHIFT_CLOSED'
  | 'OUT_OF_ORDER'
  | 'LATE_LINES'
  /** Somebody who counts as the same as the person took it. */
  | 'TAKEN_BY_NEAR'
  /** Only somebody who counts as the same as the person had drawn the code. */
  | 'CODE_DRAWN_BY_NEAR';

/** Two devices that note one arrival do so within this time. */
export const SAME_EVENT_MS = 120_000;

export interface RefusedLine {
  readonly direction: PunchDirection;
  readonly atMs: number;
  readonly refusal: PunchRefusal;
  readonly attendance: AttendanceState | null;
  /** Whether the person's own phone kept it. */
  readonly isOwn?: boolean;
}

/**
 * What becomes of an offline punch that can not be taken live. What only came late, or before something that came
 * earlier, is kept as a claim for a person to look at; it is never lost. What would have been refused on the spot, too,
 * and what says again what is known, is refused: null. An own line that makes the time on the spot no longer says again what
 * somebody else has written down meanwhile.
 */
export function claimCauseOf({ direction, atMs, refusal, attendance, isOwn = false }: RefusedLine): ClaimCause | null {
  switch (refusal) {
    case 'PUNCH_SHIFT_CLOSED':
      return 'SHIFT_CLOSED';
    case 'PUNCH_OUT_OF_ORDER':
    case 'CHECK_IN_MISSING':
      return 'OUT_OF_ORDER';
    case 'ALREADY_CHECKED_IN':
    case 'ALREADY_CHECKED_OUT': {
      const moreMs = addedMs(direction, atMs, attendance);
      return (isOwn ? moreMs : Math.abs(moreMs)) > SAME_EVENT_MS ? 'OUT_OF_ORDER' : null;
    }
    // That code, or a later one: on the spot it is scanned again, and of an own line the time is not lost.
    case 'CODE_USED':
      return isOwn && addedMs(direction, atMs, attendance) > SAME_EVENT_MS ? 'OUT_OF_ORDER' : null;
    default:
      return null;
  }
}

/** How much longer the person was there by the line than by what is known; 0 where nothing is known. */
function addedMs(direction: PunchDirection, atMs: number, attendance: AttendanceState | null): number {
  if (attendance === null) return 0;
  if (direction === 'IN') return attendance.checkedInAtMs - atMs;
  return attendance.state === 'OUT' ? atMs - attendance.checkedOutAtMs : 0;
}
