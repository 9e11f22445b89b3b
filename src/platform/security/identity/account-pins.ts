import { randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../foundation/crypto/cipher';
import type { Transaction } from '../../data/database/unit-of-work';

const TRIES = 5;

/** RIGHT; WRONG: tries are left; SPENT: none are, or there is no such slip. */
export type PinOutcome = 'RIGHT' | 'WRONG' | 'SPENT';

/** The spoken half of a slip: six digits, five tries, kept as a keyed hash. Paper and pin are in the hands of two. */
@Injectable()
export class AccountPins {
  constructor(private readonly cipher: FieldCipher) {}

  /** @param requestId the request for the slip. @returns the pin, to be shown once. */
  async draw(tx: Transaction, requestId: string, userId: string): Promise<string> {
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    await tx.query('insert into staff_slip (request_id, user_id, pin_hash, tries_left) values ($1, $2, $3, $4)', [
      ...[requestId, userId, this.hashOf(requestId, pin), TRIES],
    ]);
    return pin;
  }

  /** Commit whatever the outcome: every try counts. */
  async try(tx: Transaction, requestId: string, pin: string): Promise<PinOutcome> {
    const [slip] = await tx.query<{ pinHash: Buffer; triesLeft: number }>(
      `update staff_slip set tries_left = tries_left - 1 where request_id = $1 and tries_left > 0
       returning pin_hash as "pinHash", tries_left as "triesLeft"`,
      [requestId],
    );
    if (!slip) return 'SPENT';
    if (timingSafeEqual(slip.pinHash, this.hashOf(requestId, pin.trim()))) return 'RIGHT';
    return slip.triesLeft === 0 ? 'SPENT' : 'WRONG';
  }

  private hashOf(requestId: string, pin: string): Buffer {
    return this.cipher.blindIndex(pin, `account-slip:${requestId}`);
  }
}
