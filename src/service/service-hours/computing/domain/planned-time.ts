import type { Interval } from '../../../../kernel/interval';

export interface ShiftTimes {
  readonly startMs: number;
  readonly endMs: number;
  /** The end to which the leader extended the shift, or null. */
  readonly extendedToMs: number | null;
  /** When the shift was closed, or null while it is open. */
  readonly closedAtMs: number | null;
}

/**
 * The time a shift's minutes are measured against. A shift that was closed early (rain, work done) ended when it was
 * closed: a forgotten check-out is not credited into the future, and nobody misses the effective share for it.
 *
 * Rule: §2.2 steps 2, 3 and 7 take "planned end" from here.
 */
export function plannedTime(shift: ShiftTimes): { readonly planned: Interval; readonly extendedEndMs: number | null } {
  const cutMs = shift.closedAtMs === null ? Infinity : Math.max(shift.closedAtMs, shift.startMs + 1);
  return {
    planned: { startMs: shift.startMs, endMs: Math.min(shift.endMs, cutMs) },
    extendedEndMs: shift.extendedToMs === null ? null : Math.min(shift.extendedToMs, cutMs),
  };
}
