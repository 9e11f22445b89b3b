import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { FieldCipher } from '../../../platform/foundation/crypto/cipher';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';

const VALID_MS = 5 * 60_000;
const TRIES = 5;

/** What a code opens. One that was sent for one purpose is nothing for another: who reads it out at a desk lets nobody in. */
export type CodePurpose = 'SIGN_IN' | 'PROOF' | 'DESK' | 'NEW_PHONE' | 'GUARDIAN';

/** Codes of six digits: valid for five minutes and five tries, one per phone and purpose, kept as a keyed hash. */
@Injectable()
export class PhoneCodes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** A new code in place of the one before. */
  async draw(phoneIndex: Buffer, purpose: CodePurpose): Promise<string> {
    const place = placeOf(phoneIndex, purpose);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = new Date(this.clock.nowMs() + VALID_MS);
    await this.unitOfWork.run((tx) =>
      tx.query(
        `insert into phone_code (phone_index, code_hash, expires_at, tries_left) values ($1, $2, $3, $4)
         on conflict (phone_index) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at,
           tries_left = excluded.tries_left`,
        [place, this.hashOf(place, code), expiresAt, TRIES],
      ),
    );
    return code;
  }

  /** Whether the code is right; a right one is used up, a wrong one costs a try. Commit in both cases. */
  async use(tx: Transaction, phoneIndex: Buffer, purpose: CodePurpose, code: string): Promise<boolean> {
    const place = placeOf(phoneIndex, purpose);
    const [row] = await tx.query<{ code_hash: Buffer }>(
      `update phone_code set tries_left = tries_left - 1
       where phone_index = $1 and tries_left > 0 and expires_at > $2 returning code_hash`,
      [place, this.clock.now()],
    );
    if (!row || !timingSafeEqual(row.code_hash, this.hashOf(place, code))) return false;
    await tx.query('delete from phone_code where phone_index = $1', [place]);
    return true;
  }

  private hashOf(place: Buffer, code: string): Buffer {
    return this.cipher.blindIndex(code, `phone-code:${place.toString('hex')}`);
  }
}

function placeOf(phoneIndex: Buffer, purpose: CodePurpose): Buffer {
  return createHash('sha256').update(`${purpose}:`).update(phoneIndex).digest();
}
