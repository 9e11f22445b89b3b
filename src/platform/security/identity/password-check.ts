import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../data/audit/audit-log';
import { Clock } from '../../foundation/clock/clock';
import { UnitOfWork } from '../../data/database/unit-of-work';
import type { RequestTrace } from '../../foundation/actor/request-trace';
import { anonymous, traceOf, type UserActor } from '../../foundation/actor/actor';
import { passwordMatches } from './passwords';
import { signInErrors } from './sign-in-errors';

const FREE_ATTEMPTS = 5;
const BASE_LOCK_MS = 60_000;
const MAX_LOCK_MS = 3_600_000;

/** How long an account is locked after its n-th wrong password in a row: doubling from one minute to one hour. */
export function lockMsAfter(failedAttempts: number): number {
  if (failedAttempts < FREE_ATTEMPTS) return 0;
  return Math.min(MAX_LOCK_MS, BASE_LOCK_MS * 2 ** (failedAttempts - FREE_ATTEMPTS));
}

export interface CheckedAccount {
  readonly id: string;
  readonly username: string;
  readonly passwordHash: string;
}

interface AccountRow {
  id: string;
  username: string;
  password_hash: string;
  locked_until: Date | null;
  status: string;
}

/** Checks passwords and counts what was wrong, so that nobody tries for long. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The account that goes by this name and password: a volunteer number, which stands on the card, or a user name. A number
   * comes first, so that nobody can take the number of somebody else as a user name and stand in the way.
   *
   * @throws CREDENTIALS_WRONG, ACCOUNT_LOCKED, ACCOUNT_SUSPENDED
   */
  async byName(name: string, password: string, trace: RequestTrace | null): Promise<CheckedAccount> {
    const condition = `id = coalesce(
      (select o.id from volunteer v join user_account o on o.volunteer_id = v.id
       where v.volunteer_no = upper($1) and o.status in ('ACTIVE', 'SUSPENDED')),
      (select o.id from user_account o where o.username = lower($1)))`;
    return this.check({ condition, value: name.trim() }, password, trace);
  }

  /** Asks somebody who is signed in once more. @throws CREDENTIALS_WRONG, ACCOUNT_LOCKED */
  async byId(actor: UserActor, password: string): Promise<CheckedAccount> {
    return this.check({ condition: 'id = $1::uuid', value: actor.userId }, password, traceOf(actor));
  }

  /** Whether the account may be signed in to at all: false where it was closed. @throws ACCOUNT_LOCKED */
  async isOpen(userId: string): Promise<boolean> {
    const [account] = await this.unitOfWork.read<Pick<AccountRow, 'locked_until'>>(
      "select locked_until from user_account where id = $1 and status = 'ACTIVE'",
      [userId],
    );
    if (account) requireUnlocked(account.locked_until, this.clock.now());
    return account !== undefined;
  }

  private async check(
    { condition, value }: { readonly condition: string; readonly value: string },
    password: string,
    trace: RequestTrace | null,
  ): Promise<CheckedAccount> {
    const now = this.clock.now();
    const [account] = await this.unitOfWork.read<AccountRow>(
      `select id, username, password_hash, locked_until, status from user_account
       where ${condition} and status in ('ACTIVE', 'SUSPENDED')`,
      [value],
    );
    requireUnlocked(account?.locked_until ?? null, now);
    const isMatch = await passwordMatches(account?.password_hash ?? null, password);
    if (!account || !isMatch) {
      if (account) await this.countFailure(account.id, trace);
      throw signInErrors.refuse('CREDENTIALS_WRONG');
    }
    // Only whoever knows the password is told.
    if (account.status === 'SUSPENDED') throw signInErrors.refuse('ACCOUNT_SUSPENDED');
    return { id: account.id, username: account.username, passwordHash: account.password_hash };
  }

  /** Notes a wrong password or code; from the fifth in a row on the account is locked for a while. */
  async countFailure(accountId: string, trace: RequestTrace | null): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<{ failed_attempts: number }>(
        'update user_account set failed_attempts = failed_attempts + 1 where id = $1 returning failed_attempts',
        [accountId],
      );
      const lockMs = lockMsAfter(row?.failed_attempts ?? 0);
      if (lockMs > 0) {
        await tx.query('update user_account set locked_until = $2 where id = $1', [
          accountId,
          new Date(now.getTime() + lockMs),
        ]);
      }
      await this.audit.record(tx, trace === null ? anonymous : { ...anonymous, trace }, {
        action: 'identity.sign-in-refused',
        result: 'REFUSED',
        subjectKind: 'user_account',
        subjectId: accountId,
      });
    });
  }
}

function requireUnlocked(lockedUntil: Date | null, now: Date): void {
  if (!lockedUntil || lockedUntil <= now) return;
  const retryAfterSeconds = Math.ceil((lockedUntil.getTime() - now.getTime()) / 1_000);
  throw signInErrors.refuse('ACCOUNT_LOCKED', { details: { retryAfterSeconds } });
}
