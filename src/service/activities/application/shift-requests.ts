import { parseLocalDay } from '../../../kernel/local-day';
import type { IdSource } from '../../../platform/foundation/ids/id-source';
import { planShifts, type ShiftRequest } from '../domain/plan-shifts';
import { activityErrors } from '../errors';
import type { NewShift } from '../persistence/shift.repository';

/** A shift as it is asked for; instants are ISO 8601 with offset. */
export interface ShiftCommand {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly breaks?: readonly { readonly startsAt: string; readonly endsAt: string }[];
  /** Local day, `YYYY-MM-DD`: the shift is repeated every week up to and including it. */
  readonly repeatWeeklyUntil?: string;
  /** Seats of a position where they differ from the position's own number. */
  readonly capacities?: readonly { readonly position: string; readonly capacity: number }[];
}

/** A position with the seats a shift has when it does not say otherwise. */
export interface SeatedPosition {
  readonly id: string;
  readonly name: string;
  readonly capacity: number;
}

export interface NewShiftsContext {
  readonly positions: readonly SeatedPosition[];
  readonly existing: number;
  readonly nowMs: number;
  readonly lateStartMinutes: number;
  readonly ids: IdSource;
}

/**
 * The shifts to write, repetitions included.
 *
 * @throws SHIFT_TIME_INVALID, SHIFT_TOO_LONG, SHIFT_IN_PAST, SHIFT_BEGAN_TOO_LONG_AGO, SHIFT_BREAK_INVALID, SHIFT_DUPLICATE, SHIFT_TOO_MANY,
 *   RECURRENCE_ENDS_TOO_EARLY, RECURRENCE_TOO_LONG, POSITION_UNKNOWN
 */
export function newShiftsOf(commands: readonly ShiftCommand[], context: NewShiftsContext): readonly NewShift[] {
  const plan = planShifts(commands.map(requestOf), context);
  if ('problem' in plan) throw activityErrors.refuse(plan.problem, { field: `shifts[${plan.index}]` });
  const seatsOf = new Map(commands.map((command, index) => [command, capacitiesOf(command, index, context.positions)]));
  return plan.shifts.map(({ planned, request }) => ({
    ...planned,
    id: context.ids.next(),
    capacities: seatsOf.get(request.command) ?? [],
  }));
}

function requestOf(command: ShiftCommand): ShiftRequest & { readonly command: ShiftCommand } {
  return {
    command,
    startMs: Date.parse(command.startsAt),
    endMs: Date.parse(command.endsAt),
    breaks: (command.breaks ?? []).map((pause) => ({
      startMs: Date.parse(pause.startsAt),
      endMs: Date.parse(pause.endsAt),
    })),
    repeatWeeklyUntil: command.repeatWeeklyUntil === undefined ? null : parseLocalDay(command.repeatWeeklyUntil),
  };
}

function capacitiesOf(command: ShiftCommand, index: number, positions: readonly SeatedPosition[]) {
  const own = new Map((command.capacities ?? []).map(({ position, capacity }) => [position, capacity]));
  if ([...own.keys()].some((name) => !positions.some((position) => position.name === name))) {
    throw activityErrors.refuse('POSITION_UNKNOWN', { field: `shifts[${index}].capacities` });
  }
  return positions.map(({ id, name, capacity }) => ({ positionId: id, capacity: own.get(name) ?? capacity }));
}
