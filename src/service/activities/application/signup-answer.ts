import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { SignupStatus } from '../domain/activity-kinds';
import type { SignupRepository } from '../persistence/signup.repository';

/** A sign-up after a change, as plain JSON. */
export interface SignupAnswer {
  readonly id: string;
  readonly shiftId: string;
  readonly positionId: string;
  readonly volunteerId: string;
  readonly status: SignupStatus;
  /** 1 for the one who moves up next; null unless WAITLISTED. */
  readonly waitlistPlace: number | null;
  readonly signedUpAt: string;
  readonly promotedAt: string | null;
}

export async function signupAnswerOf(tx: Transaction, signups: SignupRepository, id: string): Promise<SignupAnswer> {
  const signup = await signups.byId(tx, id);
  return {
    ...signup,
    waitlistPlace: await signups.waitlistPlace(tx, id),
    signedUpAt: signup.signedUpAt.toISOString(),
    promotedAt: signup.promotedAt?.toISOString() ?? null,
  };
}
