import { randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { FieldCipher } from '../../../platform/crypto/cipher';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work';

const VALID_MS = 5 * 60_000;
const TRIES = 5;

/** Codes of six digits: valid for five minutes and five tries, one per phone, and kept as a keyed hash. */
@Injectable()
export class PhoneCodes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** A new code in place of the one before. */
  async draw(phoneIndex: Buffer): Promise<string> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = new Date(this.clock.nowMs() + VALID_MS);
    await this.unitOfWork.run((tx) =>
      tx.query(
        `insert into phone_code (phone_index, code_hash, expires_at, tries_left) values ($1, $2, $3, $4)
         on conflict (phone_index) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at,
           tries_left = excluded.tries_left`,
        [phoneIndex, this.hashOf(phoneIndex, code), expiresAt, TRIES],
      ),
    );
    return code;
  }

  /** Whether the code is right; a right one is used up, a wrong one costs a try. Commit in both cases. */
  async use(tx: Transaction, phoneIndex: Buffer, code: string): Promise<boolean> {
    const [row] = await tx.query<{ code_hash: Buffer }>(
      `update phone_code set tries_left = tries_left - 1
       where phone_index = $1 and tries_left > 0 and expires_at > $2 returning code_hash`,
      [phoneIndex, this.clock.now()],
    );
    if (!row || !timingSafeEqual(row.code_hash, this.hashOf(phoneIndex, code))) return false;
    await tx.query('delete from phone_code where phone_index = $1', [phoneIndex]);
    return true;
  }

  private hashOf(phoneIndex: Buffer, code: string): Buffer {
    return this.cipher.blindIndex(code, `phone-code:${phoneIndex.toString('hex')}`);
  }
}
