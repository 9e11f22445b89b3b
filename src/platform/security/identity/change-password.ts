import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../data/audit/audit-log';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import type { RequestTrace } from '../../foundation/actor/request-trace';
import { accountActor, traceOf, type UserActor } from '../../foundation/actor/actor';
import { hashPassword, passwordMatches, passwordWeakness } from './passwords';
import { PasswordCheck } from './password-check';
import { Sessions } from './sessions';
import { signInErrors } from './sign-in-errors';
import { accountErrors } from './account-errors';

export interface PasswordChange {
  readonly password: string;
  readonly newPassword: string;
}

/** Sets a new password; every other session ends, because somebody else may sit in one. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly passwords: PasswordCheck,
    private readonly audit: AuditLog,
  ) {}

  /** @throws CREDENTIALS_WRONG, ACCOUNT_LOCKED, PASSWORD_WEAK, PASSWORD_SAME */
  async execute(actor: UserActor, { password, newPassword }: PasswordChange): Promise<void> {
    const account = await this.passwords.byId(actor, password);
    if (await passwordMatches(account.passwordHash, newPassword)) {
      throw signInErrors.refuse('PASSWORD_SAME', { field: 'newPassword' });
    }
    const passwordHash = await newPasswordHash(newPassword, account.username, 'newPassword');
    const change = { passwordHash, keepSession: actor.sessionId, trace: traceOf(actor) };
    await this.unitOfWork.run((tx) => this.set(tx, actor.userId, change));
  }

  /** Inside the caller's transaction, who has made sure that it is wanted. */
  async set(
    tx: Transaction,
    userId: string,
    change: { readonly passwordHash: string; readonly keepSession?: string; readonly trace: RequestTrace | null },
  ): Promise<void> {
    const { passwordHash, keepSession, trace } = change;
    await tx.query(
      `update user_account set password_hash = $2, failed_attempts = 0, locked_until = null, must_change_password = false,
         version = version + 1
       where id = $1`,
      [userId, passwordHash],
    );
    await this.audit.record(tx, accountActor(userId, trace), {
      action: 'identity.change-password',
      subjectKind: 'user_account',
      subjectId: userId,
    });
    const which = keepSession === undefined ? {} : { except: keepSession };
    await this.sessions.revoke(tx, userId, { ...which, reason: 'PASSWORD_CHANGED', trace });
  }
}

/** The hash of a password that fits the rules. @throws PASSWORD_WEAK */
export async function newPasswordHash(password: string, username: string, field = 'password'): Promise<string> {
  const hint = passwordWeakness(password, username);
  if (hint) throw accountErrors.refuse('PASSWORD_WEAK', { field, details: { hint } });
  return hashPassword(password);
}
