import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { FieldCipher } from '../../foundation/crypto/cipher';
import type { Transaction } from '../../data/database/unit-of-work';
import { signInErrors } from './sign-in-errors';
import { stepOfCode } from './totp-code';

/** Where the encrypted secret of an account belongs to. */
export const totpContextOf = (userId: string): string => `user_totp.secret:${userId}`;

/** Recovery codes are 40 random bits each: a plain hash is enough, and case and blanks do not matter. */
export function recoveryHash(code: string): Buffer {
  return createHash('sha256').update(code.replace(/[\s-]/g, '').toLowerCase(), 'utf8').digest();
}

/** Checks the second factor of an account and uses it up. */
@Injectable()
export class SecondFactorCheck {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** Passes accounts without one. @throws TOTP_REQUIRED, TOTP_WRONG */
  async require(tx: Transaction, userId: string, code: string | undefined): Promise<void> {
    const [row] = await tx.query('select 1 from user_totp where user_id = $1 and confirmed_at is not null', [userId]);
    if (!row) return;
    if (code === undefined) throw signInErrors.refuse('TOTP_REQUIRED', { field: 'totpCode' });
    const isRight = (await this.useTotp(tx, userId, code, 'PROVEN')) || (await this.useRecovery(tx, userId, code));
    if (!isRight) throw signInErrors.refuse('TOTP_WRONG', { field: 'totpCode' });
  }

  /** The row is locked, so that one code opens one door. */
  async useTotp(tx: Transaction, userId: string, code: string, state: 'UNPROVEN' | 'PROVEN'): Promise<boolean> {
    const [row] = await tx.query<{ secret_cipher: Buffer; last_step: string; confirmed_at: Date | null }>(
      'select secret_cipher, last_step, confirmed_at from user_totp where user_id = $1 for update',
      [userId],
    );
    if (!row || (row.confirmed_at === null) !== (state === 'UNPROVEN')) return false;
    const secret = this.cipher.decrypt(row.secret_cipher, totpContextOf(userId));
    const at = { nowMs: this.clock.nowMs(), lastStep: Number(row.last_step) };
    const step = stepOfCode(secret, code.trim(), at);
    if (step === null) return false;
    await tx.query('update user_totp set last_step = $2 where user_id = $1', [userId, step]);
    return true;
  }

  private async useRecovery(tx: Transaction, userId: string, code: string): Promise<boolean> {
    const used = await tx.query(
      'update recovery_code set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null returning 1',
      [userId, recoveryHash(code), this.clock.now()],
    );
    return used.length > 0;
  }
}
