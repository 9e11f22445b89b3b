import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../data/audit/audit-log';
import type { RequestTrace } from '../../foundation/actor/request-trace';
import { Clock } from '../../foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { IdSource } from '../../foundation/ids/id-source';
import { accountActor, type Origin, traceOf, type UserActor } from '../../foundation/actor/actor';
import { ActorSource } from './actor-source';
import { signInErrors } from './sign-in-errors';
import { type TokenPair, Tokens } from './tokens';

export interface SessionView {
  readonly id: string;
  readonly device: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  /** The one that asks. */
  readonly isCurrent: boolean;
}

/** Opens, shows and ends sessions. */
@Injectable()
export class Sessions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tokens: Tokens,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly actors: ActorSource,
  ) {}

  /**
   * Begins a session of somebody who has proven who they are.
   *
   * @param by `way` says how, e.g. `PASSWORD`; for the audit log.
   * @throws ACCOUNT_SUSPENDED where the account was taken out of use a moment ago.
   */
  async open(tx: Transaction, userId: string, by: { way: string; origin: Origin }): Promise<TokenPair> {
    const sessionId = this.ids.next();
    // Whoever suspends the account holds its row: either the session is seen there and ends, or it is not opened here.
    const opened = await tx.query(
      `insert into user_session (id, user_id, created_at, last_used_at, device)
       select $1, u.id, $3, $3, $4 from user_account u where u.id = $2 and u.status = 'ACTIVE' for share returning 1`,
      [sessionId, userId, this.clock.now(), by.origin.device],
    );
    if (opened.length === 0) throw signInErrors.refuse('ACCOUNT_SUSPENDED');
    await this.audit.record(tx, accountActor(userId, by.origin.trace), {
      action: 'identity.sign-in',
      subjectKind: 'user_account',
      subjectId: userId,
      details: { way: by.way },
    });
    return this.tokens.issue(tx, userId, sessionId);
  }

  /** The live sessions of an account, the last used first. */
  async list({ userId, sessionId }: UserActor): Promise<readonly SessionView[]> {
    const rows = await this.unitOfWork.read<Omit<SessionView, 'isCurrent'>>(
      `select id, device, created_at as "createdAt", last_used_at as "lastUsedAt" from user_session s
       where user_id = $1 and revoked_at is null and exists (
         select 1 from refresh_token t where t.session_id = s.id and t.used_at is null and t.expires_at > $2)
       order by last_used_at desc, id limit 100`,
      [userId, this.clock.now()],
    );
    return rows.map((row) => ({ ...row, isCurrent: row.id === sessionId }));
  }

  /** Ends one session of the actor's own; of a foreign or an ended one nothing happens. */
  async end(actor: UserActor, sessionId: string): Promise<void> {
    const which = { only: sessionId, reason: 'ENDED_BY_OWNER', trace: traceOf(actor) };
    await this.unitOfWork.run((tx) => this.revoke(tx, actor.userId, which));
    this.actors.forgetAll();
  }

  /** Ends all other sessions of the actor. */
  async endOthers(actor: UserActor): Promise<void> {
    const which = { except: actor.sessionId, reason: 'ENDED_BY_OWNER', trace: traceOf(actor) };
    await this.unitOfWork.run((tx) => this.revoke(tx, actor.userId, which));
    this.actors.forgetAll();
  }

  /** Ends sessions of an account inside the caller's transaction: all, one, or all but one. */
  async revoke(
    tx: Transaction,
    userId: string,
    which: {
      readonly only?: string;
      readonly except?: string;
      readonly reason: string;
      readonly trace: RequestTrace | null;
    },
  ): Promise<void> {
    const ended = await tx.query<{ id: string }>(
      `update user_session set revoked_at = $2, revoke_reason = $3
       where user_id = $1 and revoked_at is null and ($4::uuid is null or id = $4) and ($5::uuid is null or id <> $5)
       returning id`,
      [userId, this.clock.now(), which.reason, which.only ?? null, which.except ?? null],
    );
    for (const { id } of ended) {
      await this.audit.record(tx, accountActor(userId, which.trace), {
        action: 'identity.end-session',
        subjectKind: 'user_session',
        subjectId: id,
        reason: which.reason,
      });
    }
    tx.afterCommit(() => this.actors.forgetAll());
  }
}
