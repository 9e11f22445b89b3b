import type { ShiftFacts } from '../domain/shift-rules';
import type { ShiftView } from '../persistence/shift-directory';

/** A shift as the rules read it: instants as epoch milliseconds. */
export function shiftFactsOf(shift: ShiftView): ShiftFacts {
  return {
    activityStatus: shift.activityStatus,
    status: shift.status,
    startMs: shift.startsAt.getTime(),
    endMs: shift.endsAt.getTime(),
    extendedToMs: shift.extendedTo?.getTime() ?? null,
  };
}
