import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { SignedTokens } from '../../../../platform/foundation/crypto/signed-tokens';
import { qrSvg } from '../../../../platform/delivery/documents/qr';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';

const PURPOSE = 'volunteer-card/v1';
const ID_BYTES = 16;
/** A card is printed once and carried for a year. */
const LIFE_MS = 365 * 86_400_000;

export interface VolunteerCard {
  readonly card: string;
  readonly svg: string;
  readonly expiresAt: string;
}

/** The volunteer's own QR code, to be shown to a tablet: a signed pseudonym with an end, nothing else. */
@Injectable()
export class VolunteerCards {
  constructor(
    private readonly tokens: SignedTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async own(actor: Actor): Promise<VolunteerCard> {
    return this.of(requireVolunteer(actor));
  }

  /** A card of somebody; the caller has checked who may hand it out. */
  async of(volunteerId: string): Promise<VolunteerCard> {
    const expiresAtMs = this.clock.nowMs() + LIFE_MS;
    const card = this.seal(volunteerId, expiresAtMs);
    return { card, svg: await qrSvg(card), expiresAt: new Date(expiresAtMs).toISOString() };
  }

  /** The volunteer a card belongs to; null where it is none of ours or has ended. */
  read(card: string): string | null {
    const payload = this.tokens.open(PURPOSE, card);
    if (payload?.length !== ID_BYTES + 4) return null;
    if (payload.readUInt32BE(ID_BYTES) * 1_000 <= this.clock.nowMs()) return null;
    const hex = payload.subarray(0, ID_BYTES).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  private seal(volunteerId: string, expiresAtMs: number): string {
    const end = Buffer.alloc(4);
    end.writeUInt32BE(Math.floor(expiresAtMs / 1_000));
    return this.tokens.seal(PURPOSE, Buffer.concat([Buffer.from(volunteerId.replaceAll('-', ''), 'hex'), end]));
  }
}
