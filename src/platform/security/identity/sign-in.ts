import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error';
import { Clock } from '../../foundation/clock/clock';
import { Runtime } from '../../foundation/config/runtime';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import type { RequestTrace } from '../../foundation/actor/request-trace';
import { type Origin, traceOf, type UserActor } from '../../foundation/actor/actor';
import { ActorSource } from './actor-source';
import { PasswordCheck } from './password-check';
import { SecondFactorCheck } from './second-factor-check';
import { Sessions } from './sessions';
import { signInErrors } from './sign-in-errors';
import { type KeyedTrade, refreshTokenHash, type TokenPair, Tokens } from './tokens';

export interface Credentials {
  /** User name or volunteer number. */
  readonly username: string;
  readonly password: string;
  /** Of the authenticator app, or a recovery code; where the account asks for one. */
  readonly totpCode?: string;
}

/** How somebody has proven who they are. */
export interface Proof {
  readonly way: string;
  readonly totpCode?: string | undefined;
  readonly origin: Origin;
}

interface RefreshRow {
  session_id: string;
  user_id: string;
  used_at: Date | null;
  expires_at: Date;
  revoked_at: Date | null;
  status: string;
  last_used_at: Date;
}

/** Who trades a refresh token. */
export interface RefreshedBy {
  readonly trace: RequestTrace | null;
  /** Made by the client and kept until it has an answer. */
  readonly key?: string | undefined;
  /** The session the token must belong to, where that is known. */
  readonly ofSession?: string | undefined;
}

interface RefreshQuestion extends Omit<RefreshedBy, 'key'> {
  readonly tokenHash: Buffer;
  readonly trade: KeyedTrade | undefined;
}

type RefreshOutcome = { tokens: TokenPair } | { refused: 'REFRESH_TOKEN_INVALID' | 'REFRESH_TOKEN_REUSED' };

/** Sign in, refresh and sign out. */
@Injectable()
export class SignIn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tokens: Tokens,
    private readonly runtime: Runtime,
    private readonly clock: Clock,
    private readonly passwords: PasswordCheck,
    private readonly secondFactor: SecondFactorCheck,
    private readonly sessions: Sessions,
    private readonly actors: ActorSource,
  ) {}

  /** @throws CREDENTIALS_WRONG, ACCOUNT_LOCKED, TOTP_REQUIRED, TOTP_WRONG */
  async withPassword({ username, password, totpCode }: Credentials, origin: Origin): Promise<TokenPair> {
    const { id } = await this.passwords.byName(username, password, origin.trace);
    return this.open(id, { way: 'PASSWORD', totpCode, origin });
  }

  /**
   * Opens a session of somebody for whom another has vouched.
   *
   * @param proof `way` names who, for the audit log.
   * @returns null where the account was closed.
   * @throws ACCOUNT_LOCKED, TOTP_REQUIRED, TOTP_WRONG
   */
  async withProof(userId: string, proof: Proof): Promise<TokenPair | null> {
    return (await this.passwords.isOpen(userId)) ? this.open(userId, proof) : null;
  }

  private async open(userId: string, { way, totpCode, origin }: Proof): Promise<TokenPair> {
    try {
      return await this.unitOfWork.run(async (tx) => {
        await this.secondFactor.require(tx, userId, totpCode);
        await tx.query('update user_account set failed_attempts = 0, locked_until = null where id = $1', [userId]);
        return this.sessions.open(tx, userId, { way, origin });
      });
    } catch (error) {
      // A code is six digits: tries at it count like tries at the password.
      if (error instanceof DomainError && error.code === 'TOTP_WRONG') {
        await this.passwords.countFailure(userId, origin.trace);
      }
      throw error;
    }
  }

  /**
   * Trades a refresh token for a new pair. A token works once: if it comes again, somebody has a copy, and the whole
   * session ends. Only who names the trade by a key may ask for its answer again, until the new token is used.
   *
   * @throws REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED
   */
  async refresh(refreshToken: string, { key, ...by }: RefreshedBy): Promise<TokenPair> {
    const tokenHash = refreshTokenHash(refreshToken);
    const asked = { ...by, tokenHash, trade: key === undefined ? undefined : { tokenHash, key } };
    const outcome = await this.unitOfWork.run((tx) => this.rotate(tx, asked));
    if ('tokens' in outcome) return outcome.tokens;
    this.actors.forgetAll();
    throw signInErrors.refuse(outcome.refused);
  }

  /** Ends a session; its access tokens stop working within seconds. */
  async signOut(actor: UserActor): Promise<void> {
    const which = { only: actor.sessionId, reason: 'SIGNED_OUT', trace: traceOf(actor) };
    await this.unitOfWork.run((tx) => this.sessions.revoke(tx, actor.userId, which));
    this.actors.forgetAll();
  }

  private async rotate(
    tx: Transaction,
    { tokenHash, trade, ofSession, trace }: RefreshQuestion,
  ): Promise<RefreshOutcome> {
    const now = this.clock.now();
    const [row] = await tx.query<RefreshRow>(
      `select t.session_id, s.user_id, t.used_at, t.expires_at, s.revoked_at, s.last_used_at, u.status
       from refresh_token t join user_session s on s.id = t.session_id join user_account u on u.id = s.user_id
       where t.token_hash = $1 for update of t`,
      [tokenHash],
    );
    if (!row || row.revoked_at || row.expires_at <= now || row.status !== 'ACTIVE') {
      return { refused: 'REFRESH_TOKEN_INVALID' };
    }
    if (ofSession !== undefined && row.session_id !== ofSession) return { refused: 'REFRESH_TOKEN_INVALID' };
    if (row.used_at && !(await this.isRepeated(tx, trade))) {
      await this.sessions.revoke(tx, row.user_id, { only: row.session_id, reason: 'REFRESH_TOKEN_REUSED', trace });
      return { refused: 'REFRESH_TOKEN_REUSED' };
    }
    const { sessionIdleMs } = this.runtime.config.access;
    if (sessionIdleMs !== null && now.getTime() - row.last_used_at.getTime() > sessionIdleMs) {
      await this.sessions.revoke(tx, row.user_id, { only: row.session_id, reason: 'IDLE', trace });
      return { refused: 'REFRESH_TOKEN_INVALID' };
    }
    await tx.query('update refresh_token set used_at = coalesce(used_at, $2) where token_hash = $1', [tokenHash, now]);
    await tx.query('update user_session set last_used_at = $2 where id = $1', [row.session_id, now]);
    return { tokens: await this.tokens.issue(tx, row.user_id, row.session_id, trade) };
  }

  /**
   * Whether a used token comes again because its answer was lost: what it was traded for under this key is there and
   * still unused. Under another key it would have been traded for something else.
   */
  private async isRepeated(tx: Transaction, trade: KeyedTrade | undefined): Promise<boolean> {
    if (!trade) return false;
    const unused = await tx.query('select 1 from refresh_token where token_hash = $1 and used_at is null', [
      refreshTokenHash(this.tokens.successorOf(trade)),
    ]);
    return unused.length > 0;
  }
}
