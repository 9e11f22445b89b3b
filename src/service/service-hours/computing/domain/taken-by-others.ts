import type { RecordFlag, TakenFacts, TraceLine, TraceReason } from './hours-types';

/** What goes into a record because of how its attendance was taken. */
export interface TakenOutcome {
  readonly flags: readonly RecordFlag[];
  readonly lines: readonly TraceLine[];
}

/** A record about which nothing of the kind is known: nothing is said. */
export const NOTHING_TAKEN: TakenFacts = {
  lateStartMinutes: 0,
  lateLineMinutes: 0,
  calledPercent: null,
  isRest: false,
  isDenied: false,
};

/**
 * Whether more of a shift's people than allowed are there by somebody else's word alone. A share of exactly the limit is
 * allowed.
 */
export function areTooManyCalled(calledOnly: number, present: number, calledPercent: number): boolean {
  return calledOnly * 100 > present * calledPercent;
}

/** One flag and one line for each thing that a reviewer should know; a grade never depends on it, nor do minutes. */
export function takenByOthers(taken: TakenFacts, minutes: number): TakenOutcome {
  const said: readonly (readonly [boolean, RecordFlag & TraceReason, TraceLine['data']])[] = [
    [taken.lateStartMinutes > 0, 'LATE_START', { minutes: taken.lateStartMinutes }],
    [taken.lateLineMinutes > 0, 'LATE_LINES', { minutes: taken.lateLineMinutes }],
    [taken.calledPercent !== null, 'CALLED_WITHOUT_TRACE', { calledPercent: taken.calledPercent ?? 0 }],
    [taken.isRest, 'REST_HERE', {}],
    [taken.isDenied, 'DENIED', {}],
  ];
  const held = said.filter(([holds]) => holds);
  return {
    flags: held.map(([, flag]) => flag),
    lines: held.map(([, reason, data]) => ({
      ...{ step: 'ATTENDANCE', reason, data },
      beforeMinutes: minutes,
      afterMinutes: minutes,
    })),
  };
}
