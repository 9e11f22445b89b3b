/** Times that somebody enters after the fact, and when they may lie. */
export interface EnteredTimes {
  readonly inMs: number;
  readonly outMs: number;
  readonly window: { readonly fromMs: number; readonly untilMs: number };
}

/** Whether the times are in order and inside the time in which punches were accepted. */
export function areTimesPossible({ inMs, outMs, window }: EnteredTimes): boolean {
  return inMs < outMs && inMs >= window.fromMs && outMs <= window.untilMs;
}
