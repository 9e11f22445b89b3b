export type SignupOutcome = 'ATTENDED' | 'NO_SHOW' | 'LATE_CANCEL' | 'EXCUSED';

export interface SignupFacts {
  readonly status: 'CONFIRMED' | 'WAITLISTED' | 'CANCELLED';
  /** When a seat was given back; null where there was none, or it was kept. */
  readonly seatGivenBackAtMs: number | null;
  readonly hasPunched: boolean;
  readonly isExcused: boolean;
}

/**
 * What became of a sign-up once the shift is computed; null where nothing is to be said: whoever waited in vain, or gave
 * the seat back in time, or came after all. Somebody who was there is never a no-show.
 */
export function signupOutcome(
  { status, seatGivenBackAtMs, hasPunched, isExcused }: SignupFacts,
  startsAtMs: number,
  policy: { readonly lateCancelMinutes: number },
): SignupOutcome | null {
  if (status === 'WAITLISTED') return null;
  if (hasPunched) return status === 'CONFIRMED' ? 'ATTENDED' : null;
  if (status === 'CONFIRMED') return isExcused ? 'EXCUSED' : 'NO_SHOW';
  const isLate = seatGivenBackAtMs !== null && seatGivenBackAtMs > startsAtMs - policy.lateCancelMinutes * 60_000;
  if (!isLate) return null;
  return isExcused ? 'EXCUSED' : 'LATE_CANCEL';
}
