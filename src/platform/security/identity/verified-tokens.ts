import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import type { AccessTokenClaims } from './tokens';

const MAX_KNOWN = 20_000;

/**
 * The Authorization headers whose token was found good, until it expires (for a cookie, the header its token would be
 * in): a device sends the same one for minutes, and its signature need not be checked each time. Whether its session
 * still stands is asked at every request all the same.
 */
@Injectable()
export class VerifiedTokens {
  private readonly known = new Map<string, AccessTokenClaims>();

  constructor(private readonly clock: Clock) {}

  /** Notes a header that has just been verified. */
  note(header: string, claims: AccessTokenClaims): void {
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(header, claims);
  }

  /** The session of a header that was verified before and has not expired; undefined where it has to be verified. */
  sessionOf(header: string): string | undefined {
    const claims = this.known.get(header);
    if (claims === undefined) return undefined;
    if (this.clock.nowMs() < claims.exp * 1_000) return claims.sid;
    this.known.delete(header);
    return undefined;
  }
}
