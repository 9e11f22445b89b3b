import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { defineErrors } from '../../kernel/domain-error';
import { AuditLog } from '../audit/audit-log';
import type { RequestTrace } from '../audit/request-trace';
import { Clock } from '../clock/clock';
import { Runtime } from '../config/runtime';
import { type Transaction, UnitOfWork } from '../database/unit-of-work';
import { requirePermission } from './access';
import { AccountReach } from './account-reach';
import { type Actor, actorIdOf } from './actor';
import { ChangePassword, newPasswordHash } from './change-password';

const VALID_MS = 7 * 86_400_000;

export const invitationErrors = defineErrors({
  INVITATION_INVALID: {
    kind: 'gone',
    sentence: '这条链接已失效:它只能用一次,7 天内有效。请向发链接的工作人员要一条新的。',
  },
  INVITATION_SELF: { kind: 'forbidden', sentence: '不能给自己发链接;修改密码请在“我的账号”里进行。' },
});

export interface Invitation {
  /** Shown once. The token stands behind `#`, so that it reaches no server log and no proxy. */
  readonly link: string;
  readonly token: string;
  readonly expiresAt: Date;
}

/** Links by which somebody sets the own password, for the first time or when it was forgotten: used once, for seven days. */
@Injectable()
export class Invitations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runtime: Runtime,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly passwords: ChangePassword,
    private readonly reach: AccountReach,
  ) {}

  /**
   * Makes a link for an account that lies wholly inside the actor's scope; an earlier one stops working. Not a command: the
   * answer must not be kept with an idempotency key.
   *
   * @throws PERMISSION_MISSING, INVITATION_SELF, USER_UNKNOWN, SCOPE_FOREIGN, ROLE_TOO_HIGH
   */
  async invite(actor: Actor, userId: string): Promise<Invitation> {
    requirePermission(actor, 'user.manage');
    if (actor.kind === 'USER' && actor.userId === userId) throw invitationErrors.refuse('INVITATION_SELF');
    return this.unitOfWork.run(async (tx) => {
      await this.reach.requireAbove(tx, actor, userId);
      return this.issue(tx, actor, userId);
    });
  }

  /** A link inside the caller's transaction, who has made sure that the actor may give one; earlier ones stop working. */
  async issue(tx: Transaction, actor: Actor, userId: string): Promise<Invitation> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + VALID_MS);
    await tx.query(
      'update invitation set voided_at = $2 where user_id = $1 and used_at is null and voided_at is null',
      [userId, now],
    );
    await tx.query(
      'insert into invitation (token_hash, user_id, created_by, created_at, expires_at) values ($1, $2, $3, $4, $5)',
      [hashOf(token), userId, actorIdOf(actor), now, expiresAt],
    );
    await this.audit.record(tx, actor, { action: 'identity.invite', subjectKind: 'user_account', subjectId: userId });
    return { link: `${this.runtime.config.publicUrl}/invitation#${token}`, token, expiresAt };
  }

  /** Sets the password; every session of the account ends. @throws INVITATION_INVALID, PASSWORD_WEAK */
  async accept(token: string, password: string, trace: RequestTrace | null): Promise<{ username: string }> {
    const [known] = await this.unitOfWork.read<{ username: string }>(
      `select u.username from invitation i join user_account u on u.id = i.user_id
       where i.token_hash = $1 and i.used_at is null and i.voided_at is null and i.expires_at > $2 and u.status = 'ACTIVE'`,
      [hashOf(token), this.clock.now()],
    );
    if (!known) throw invitationErrors.refuse('INVITATION_INVALID');
    const passwordHash = await newPasswordHash(password, known.username);
    return this.unitOfWork.run(async (tx) => {
      const [used] = await tx.query<{ user_id: string }>(
        `update invitation set used_at = $2 where token_hash = $1 and used_at is null and voided_at is null
           and expires_at > $2 returning user_id`,
        [hashOf(token), this.clock.now()],
      );
      if (!used) throw invitationErrors.refuse('INVITATION_INVALID');
      await this.passwords.set(tx, used.user_id, { passwordHash, trace });
      await tx.query('update user_account set opened_at = coalesce(opened_at, $2) where id = $1', [
        used.user_id,
        this.clock.now(),
      ]);
      return { username: known.username };
    });
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
