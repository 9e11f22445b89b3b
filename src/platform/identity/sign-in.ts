import { Injectable } from '@nestjs/common';
import { defineErrors } from '../../kernel/domain-error';
import { AuditLog } from '../audit/audit-log';
import { Clock } from '../clock/clock';
import { type Transaction, UnitOfWork } from '../database/unit-of-work';
import { IdSource } from '../ids/id-source';
import { accountActor, anonymous, systemActor } from './actor';
import { ActorSource } from './actor-source';
import { passwordMatches } from './passwords';
import { refreshTokenHash, type TokenPair, Tokens } from './tokens';

export const signInErrors = defineErrors({
  CREDENTIALS_WRONG: { kind: 'unauthenticated', sentence: '用户名或密码不对,请核对后再试。' },
  ACCOUNT_LOCKED: { kind: 'too-many', sentence: '密码连续输错次数太多,账号已暂时锁定,请稍后再试或联系管理员。' },
  REFRESH_TOKEN_INVALID: { kind: 'unauthenticated', sentence: '登录已失效,请重新登录。' },
  REFRESH_TOKEN_REUSED: {
    kind: 'unauthenticated',
    sentence: '刷新令牌被重复使用,为安全起见已退出这次登录,请重新登录。',
  },
});

const FREE_ATTEMPTS = 5;
const BASE_LOCK_MS = 60_000;
const MAX_LOCK_MS = 3_600_000;

/** How long an account is locked after its n-th wrong password in a row: doubling from one minute to one hour. */
export function lockMsAfter(failedAttempts: number): number {
  if (failedAttempts < FREE_ATTEMPTS) return 0;
  return Math.min(MAX_LOCK_MS, BASE_LOCK_MS * 2 ** (failedAttempts - FREE_ATTEMPTS));
}

interface AccountRow {
  id: string;
  password_hash: string;
  failed_attempts: number;
  locked_until: Date | null;
}

interface RefreshRow {
  session_id: string;
  user_id: string;
  used_at: Date | null;
  expires_at: Date;
  revoked_at: Date | null;
  status: string;
}

type RefreshOutcome = { tokens: TokenPair } | { refused: 'REFRESH_TOKEN_INVALID' | 'REFRESH_TOKEN_REUSED' };

/** Sign in, refresh and sign out. */
@Injectable()
export class SignIn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tokens: Tokens,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly actors: ActorSource,
  ) {}

  /** @throws CREDENTIALS_WRONG, ACCOUNT_LOCKED */
  async withPassword(username: string, password: string, device: string | null): Promise<TokenPair> {
    const now = this.clock.now();
    const [account] = await this.unitOfWork.read<AccountRow>(
      `select id, password_hash, failed_attempts, locked_until from user_account
       where username = lower($1) and status = 'ACTIVE'`,
      [username],
    );
    if (account?.locked_until && account.locked_until > now) {
      const retryAfterSeconds = Math.ceil((account.locked_until.getTime() - now.getTime()) / 1_000);
      throw signInErrors.refuse('ACCOUNT_LOCKED', { details: { retryAfterSeconds } });
    }
    const isMatch = await passwordMatches(account?.password_hash ?? null, password);
    if (!account || !isMatch) {
      if (account) await this.countFailure(account.id, now);
      throw signInErrors.refuse('CREDENTIALS_WRONG');
    }
    return this.unitOfWork.run(async (tx) => {
      const sessionId = this.ids.next();
      await tx.query('update user_account set failed_attempts = 0, locked_until = null where id = $1', [account.id]);
      await tx.query(
        'insert into user_session (id, user_id, created_at, last_used_at, device) values ($1, $2, $3, $3, $4)',
        [sessionId, account.id, now, device],
      );
      await this.audit.record(tx, accountActor(account.id), {
        action: 'identity.sign-in',
        subjectKind: 'user_account',
        subjectId: account.id,
      });
      return this.tokens.issue(tx, account.id, sessionId);
    });
  }

  /**
   * Trades a refresh token for a new pair. A token works once: if it comes again, somebody has a copy, and the whole
   * session ends.
   *
   * @throws REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED
   */
  async refresh(refreshToken: string): Promise<TokenPair> {
    const outcome = await this.unitOfWork.run((tx) => this.rotate(tx, refreshTokenHash(refreshToken)));
    if ('tokens' in outcome) return outcome.tokens;
    this.actors.forgetAll();
    throw signInErrors.refuse(outcome.refused);
  }

  /** Ends a session; its access tokens stop working within seconds. */
  async signOut(sessionId: string): Promise<void> {
    await this.unitOfWork.run((tx) => this.revoke(tx, sessionId, 'SIGNED_OUT'));
    this.actors.forgetAll();
  }

  private async rotate(tx: Transaction, tokenHash: Buffer): Promise<RefreshOutcome> {
    const now = this.clock.now();
    const [row] = await tx.query<RefreshRow>(
      `select t.session_id, s.user_id, t.used_at, t.expires_at, s.revoked_at, u.status
       from refresh_token t join user_session s on s.id = t.session_id join user_account u on u.id = s.user_id
       where t.token_hash = $1 for update of t`,
      [tokenHash],
    );
    if (!row || row.revoked_at || row.expires_at <= now || row.status !== 'ACTIVE') {
      return { refused: 'REFRESH_TOKEN_INVALID' };
    }
    if (row.used_at) {
      await this.revoke(tx, row.session_id, 'REFRESH_TOKEN_REUSED');
      return { refused: 'REFRESH_TOKEN_REUSED' };
    }
    await tx.query('update refresh_token set used_at = $2 where token_hash = $1', [tokenHash, now]);
    await tx.query('update user_session set last_used_at = $2 where id = $1', [row.session_id, now]);
    return { tokens: await this.tokens.issue(tx, row.user_id, row.session_id) };
  }

  private async revoke(tx: Transaction, sessionId: string, reason: string): Promise<void> {
    await tx.query('update user_session set revoked_at = $2, revoke_reason = $3 where id = $1 and revoked_at is null', [
      sessionId,
      this.clock.now(),
      reason,
    ]);
    await this.audit.record(tx, systemActor('sign-in'), {
      action: 'identity.end-session',
      subjectKind: 'user_session',
      subjectId: sessionId,
      reason,
    });
  }

  private async countFailure(accountId: string, now: Date): Promise<void> {
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
      await this.audit.record(tx, anonymous, {
        action: 'identity.sign-in-refused',
        result: 'REFUSED',
        subjectKind: 'user_account',
        subjectId: accountId,
      });
    });
  }
}
