import { type Interval, intervalOf } from '../../../kernel/interval';
import { addDays, type LocalDay, localDayOf } from '../../../kernel/local-day';

const WEEK_MS = 7 * 86_400_000;
/** A shift lasts at most a day, extensions included; longer service is planned as several shifts. */
export const MAX_SHIFT_MS = 24 * 3_600_000;
/** Shifts of one activity: a weekly service day for almost four years. */
export const MAX_SHIFTS_PER_ACTIVITY = 200;
/** How far ahead a series may reach, in days. */
export const MAX_RECURRENCE_DAYS = 3 * 366;

export interface PlannedShift extends Interval {
  /** Inside the shift, in order, disjoint. Not credited. */
  readonly breaks: readonly Interval[];
}

export interface ShiftSpan {
  readonly startMs: number;
  readonly endMs: number;
  readonly breaks: readonly { readonly startMs: number; readonly endMs: number }[];
}

export type ShiftPlanProblem =
  'SHIFT_TIME_INVALID' | 'SHIFT_TOO_LONG' | 'SHIFT_BREAK_INVALID' | 'SHIFT_IN_PAST' | 'SHIFT_BEGAN_TOO_LONG_AGO';

/** When shifts are planned, and how late that may be. */
export interface PlanningMoment {
  readonly nowMs: number;
  /** A shift may have begun this long ago when it is put on the plan; it is flagged then. */
  readonly lateStartMinutes: number;
}

/** Whether a shift that is put on the plan now began too long ago: what is over is declared, not planned. */
export function beganTooLongAgo(startMs: number, { nowMs, lateStartMinutes }: PlanningMoment): boolean {
  return startMs < nowMs - lateStartMinutes * 60_000;
}

/**
 * Checks one shift: it ends after it starts, lasts at most 24 h, is not over yet, began a moment ago at most, and its
 * breaks lie inside it.
 */
export function planShift(span: ShiftSpan, moment: PlanningMoment): PlannedShift | ShiftPlanProblem {
  const whole = intervalOf(span.startMs, span.endMs);
  if (!whole) return 'SHIFT_TIME_INVALID';
  if (whole.endMs - whole.startMs > MAX_SHIFT_MS) return 'SHIFT_TOO_LONG';
  if (whole.endMs <= moment.nowMs) return 'SHIFT_IN_PAST';
  if (beganTooLongAgo(whole.startMs, moment)) return 'SHIFT_BEGAN_TOO_LONG_AGO';
  const breaks = [...span.breaks].sort((a, b) => a.startMs - b.startMs);
  let freeFromMs = whole.startMs;
  for (const pause of breaks) {
    if (pause.startMs < freeFromMs || pause.endMs <= pause.startMs || pause.endMs > whole.endMs)
      return 'SHIFT_BREAK_INVALID';
    freeFromMs = pause.endMs;
  }
  const pausedMs = breaks.reduce((sum, pause) => sum + pause.endMs - pause.startMs, 0);
  if (pausedMs >= whole.endMs - whole.startMs) return 'SHIFT_BREAK_INVALID';
  return { ...whole, breaks };
}

/**
 * The shift and its repetitions, every seven days at the same local time, up to and including the last local day.
 * China keeps one offset all year, so seven days are always 168 hours. Nothing is left out: a series that would be too
 * long is refused as a whole, never cut.
 */
export function repeatWeekly(
  first: PlannedShift,
  untilDay: LocalDay,
): readonly PlannedShift[] | 'RECURRENCE_ENDS_TOO_EARLY' | 'RECURRENCE_TOO_LONG' {
  const firstDay = localDayOf(first.startMs);
  if (untilDay < firstDay) return 'RECURRENCE_ENDS_TOO_EARLY';
  if (untilDay > addDays(firstDay, MAX_RECURRENCE_DAYS)) return 'RECURRENCE_TOO_LONG';
  const shifts: PlannedShift[] = [];
  for (let shift = first; localDayOf(shift.startMs) <= untilDay; shift = later(shift, WEEK_MS)) {
    if (shifts.length === MAX_SHIFTS_PER_ACTIVITY) return 'RECURRENCE_TOO_LONG';
    shifts.push(shift);
  }
  return shifts;
}

function later(shift: PlannedShift, byMs: number): PlannedShift {
  const move = (span: Interval): Interval => ({ startMs: span.startMs + byMs, endMs: span.endMs + byMs });
  return { ...move(shift), breaks: shift.breaks.map(move) };
}
