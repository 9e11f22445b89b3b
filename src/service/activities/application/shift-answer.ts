import type { ShiftStatus } from '../domain/activity-kinds';
import type { ShiftView } from '../persistence/shift-directory';

/** A shift after a change, as plain JSON: commands keep their answer as text. */
export interface ShiftAnswer {
  readonly id: string;
  readonly activityId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly extendedTo: string | null;
  readonly status: ShiftStatus;
  readonly closedAt: string | null;
}

export function shiftAnswerOf(shift: ShiftView): ShiftAnswer {
  return {
    id: shift.id,
    activityId: shift.activityId,
    startsAt: shift.startsAt.toISOString(),
    endsAt: shift.endsAt.toISOString(),
    extendedTo: shift.extendedTo?.toISOString() ?? null,
    status: shift.status,
    closedAt: shift.closedAt?.toISOString() ?? null,
  };
}
