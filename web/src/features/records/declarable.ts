import type { components } from '../../api/schema';

export type OwnSignup = components['schemas']['OwnSignupResponse'];

/** Shifts that somebody signed up for, that are over and left no record. The latest first. */
export function declarableOf(
  signups: readonly OwnSignup[],
  recorded: ReadonlySet<string>,
  now: string,
): readonly OwnSignup[] {
  return signups
    .filter(
      ({ shiftId, status, shiftStatus }) =>
        status === 'CONFIRMED' && shiftStatus !== 'CANCELLED' && !recorded.has(shiftId),
    )
    .filter(({ endsAt }) => Date.parse(endsAt) < Date.parse(now))
    .sort((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt));
}
