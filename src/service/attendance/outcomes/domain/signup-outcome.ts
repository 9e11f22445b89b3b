import { z } from 'zod';
import { localDaySchema } from '../../../../kernel/local-day-schema';

/** When a sign-up that was not kept is held against somebody. Data with a version, per street. */
export const signupPolicySchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: localDaySchema,
  /** Who takes the sign-up back later than this before the start has cancelled late. */
  lateCancelMinutes: z.int().min(0).max(43_200),
  /** An excuse may be handed in until this long after the end. */
  excuseMinutes: z.int().min(0).max(43_200),
});

export type SignupPolicy = Readonly<z.infer<typeof signupPolicySchema>>;

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
  policy: Pick<SignupPolicy, 'lateCancelMinutes'>,
): SignupOutcome | null {
  if (status === 'WAITLISTED') return null;
  if (hasPunched) return status === 'CONFIRMED' ? 'ATTENDED' : null;
  if (status === 'CONFIRMED') return isExcused ? 'EXCUSED' : 'NO_SHOW';
  const isLate = seatGivenBackAtMs !== null && seatGivenBackAtMs > startsAtMs - policy.lateCancelMinutes * 60_000;
  if (!isLate) return null;
  return isExcused ? 'EXCUSED' : 'LATE_CANCEL';
}
