import { type ClaimCause, SAME_EVENT_MS } from './offline-fate';
import type { PunchDirection } from './rotating-code';

/** Claims of one person about one shift that may wait at the same time: coming and going, and each once more. */
export const OPEN_OWN_CLAIMS = 4;

export interface OwnClaim {
  readonly punchId: string;
  readonly direction: PunchDirection;
  readonly cause: ClaimCause;
  readonly countsAt: Date;
}

/** What becomes of a claim that a person makes: it waits, says again what waits already, or is one too many. */
export type OwnClaimFate =
  | { readonly kind: 'WAITS' }
  | { readonly kind: 'WAITS_ALREADY'; readonly cause: ClaimCause }
  | { readonly kind: 'TOO_MANY' };

/**
 * Nobody fills the queue of reviewers alone: whoever has one code that was shown could say it again under any number of ids.
 *
 * @param waiting what waits of the person and shift already.
 * @returns the fate of each claim, in their order.
 */
export function ownClaimFates(waiting: readonly OwnClaim[], claims: readonly OwnClaim[]): readonly OwnClaimFate[] {
  const open = [...waiting];
  return claims.map((claim) => {
    if (open.some(({ punchId }) => punchId === claim.punchId)) return { kind: 'WAITS' };
    const same = open.find((other) => isSameEvent(other, claim));
    if (same) return { kind: 'WAITS_ALREADY', cause: same.cause };
    if (open.length >= OPEN_OWN_CLAIMS) return { kind: 'TOO_MANY' };
    open.push(claim);
    return { kind: 'WAITS' };
  });
}

function isSameEvent(one: OwnClaim, other: OwnClaim): boolean {
  return (
    one.direction === other.direction && Math.abs(one.countsAt.getTime() - other.countsAt.getTime()) <= SAME_EVENT_MS
  );
}
