import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { defineErrors } from '../../../kernel/domain-error';
import { readSpokenCode } from '../../../kernel/spoken-code';
import { AuditLog } from '../../data/audit/audit-log';
import type { RequestTrace } from '../../foundation/actor/request-trace';
import { Clock } from '../../foundation/clock/clock';
import { Runtime } from '../../foundation/config/runtime';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { AccountPins } from './account-pins';
import { type Actor, actorIdOf } from '../../foundation/actor/actor';
import { ChangePassword, newPasswordHash } from './change-password';

/** The time a link or a slip is good for. */
export const INVITATION_VALID_MS = 7 * 86_400_000;

export const invitationErrors = defineErrors({
  INVITATION_INVALID: {
    kind: 'gone',
    sentence: '这条链接或开户单已失效：它只能用一次，7 天内有效。请向工作人员要一条新的。',
  },
  INVITATION_SELF: { kind: 'forbidden', sentence: '不能给自己发链接;修改密码请在“我的账号”里进行。' },
  INVITATION_NEEDS_SLIP: {
    kind: 'conflict',
    sentence:
      '这个账号发不了短信链接（街道没有开通短信，或账号没有登记手机号）：请改为申请开户单，由另一位安全管理员同意并打印。',
  },
  INVITATION_NOT_SENT: {
    kind: 'unavailable',
    sentence: '短信没有发出去，链接已作废；请过几分钟再发一次，或改为申请开户单。',
  },
  INVITATION_PIN_REQUIRED: {
    kind: 'invalid',
    sentence: '开户单要配口令使用：请填申请开户单的那位管理员告诉您的 6 位口令。',
  },
  INVITATION_PIN_WRONG: {
    kind: 'invalid',
    sentence: '口令不对，请向申请开户单的那位管理员核对后再填；输错五次，开户单作废。',
  },
});

/** How a link reaches its person. */
export type InvitationCause =
  | { readonly way: 'LINK' | 'SMS' }
  | { readonly way: 'SLIP'; readonly slipId: string }
  | { readonly way: 'OPERATOR'; readonly wordId: string };

export interface GivenLink {
  /** Shown once. The token stands behind `#`, so that it reaches no server log and no proxy. */
  readonly link: string;
  readonly token: string;
  readonly expiresAt: Date;
}

interface FoundInvitation {
  readonly tokenHash: Buffer;
  readonly userId: string;
  readonly username: string;
  /** Of a slip that comes with a pin. */
  readonly slipId: string | null;
}

export interface Acceptance {
  /** Of a link, or the code of a slip as it is printed. */
  readonly token: string;
  readonly password: string;
  /** Of a slip: what the administrator who asked for it has told. */
  readonly pin?: string;
}

/** Links and slips by which somebody sets the own password, for the first time or when it was forgotten: used once. */
@Injectable()
export class Invitations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runtime: Runtime,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly passwords: ChangePassword,
    private readonly pins: AccountPins,
  ) {}

  /**
   * A link inside the caller's transaction, who has made sure that the actor may give one; earlier ones stop working.
   *
   * @param cause how it reaches its person.
   */
  async give(tx: Transaction, actor: Actor, userId: string, cause: InvitationCause): Promise<GivenLink> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = await this.issue(tx, { userId, token, by: actorIdOf(actor) }, cause);
    await this.audit.record(tx, actor, {
      action: 'identity.invite',
      subjectKind: 'user_account',
      subjectId: userId,
      details: { way: cause.way },
    });
    return { link: this.linkOf(token), token, expiresAt };
  }

  /** The token stands behind `#`, so that it reaches no server log and no proxy. */
  linkOf(token: string): string {
    return `${this.runtime.config.publicUrl}/invitation#${token}`;
  }

  /** Keeps the hash of a token; an earlier link or slip of the account stops working. @returns until when it is good. */
  async issue(
    tx: Transaction,
    { userId, token, by }: { readonly userId: string; readonly token: string; readonly by: string },
    cause: InvitationCause,
  ): Promise<Date> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + INVITATION_VALID_MS);
    await this.voidAll(tx, userId, now);
    await tx.query(
      `insert into invitation (token_hash, user_id, created_by, created_at, expires_at, way, slip_id, word_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[hashOf(token), userId, by, now, expiresAt, cause.way],
        ...['slipId' in cause ? cause.slipId : null, 'wordId' in cause ? cause.wordId : null],
      ],
    );
    return expiresAt;
  }

  async voidAll(tx: Transaction, userId: string, at: Date): Promise<void> {
    await tx.query(
      'update invitation set voided_at = $2 where user_id = $1 and used_at is null and voided_at is null',
      [userId, at],
    );
  }

  /**
   * Sets the password; every session of the account ends, and the account is in its own person's hands.
   *
   * @throws INVITATION_INVALID, INVITATION_PIN_REQUIRED, INVITATION_PIN_WRONG, PASSWORD_WEAK
   */
  async accept({ token, password, pin }: Acceptance, trace: RequestTrace | null): Promise<{ username: string }> {
    const known = await this.find(token);
    if (!known) throw invitationErrors.refuse('INVITATION_INVALID');
    const { userId, username, slipId } = known;
    const passwordHash = await newPasswordHash(password, username);
    if (slipId !== null) await this.requirePin(slipId, pin);
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const used = await tx.query(
        `update invitation set used_at = $2 where token_hash = $1 and used_at is null and voided_at is null
           and expires_at > $2 returning 1`,
        [known.tokenHash, now],
      );
      if (used.length === 0) throw invitationErrors.refuse('INVITATION_INVALID');
      await this.passwords.set(tx, userId, { passwordHash, trace });
      await tx.query(
        `update user_account set opened_at = $2 where id = $1 and opened_at is null and exists (
           select 1 from invitation where token_hash = $3 and (way <> 'LINK' or is_practice()))`,
        [userId, now, known.tokenHash],
      );
      await this.audit.record(
        tx,
        { kind: 'ANONYMOUS', ...(trace && { trace }) },
        {
          action: 'identity.accept-invitation',
          subjectKind: 'user_account',
          subjectId: userId,
        },
      );
      return { username };
    });
  }

  private async find(token: string): Promise<FoundInvitation | null> {
    const [known] = await this.unitOfWork.read<FoundInvitation>(
      `select i.token_hash as "tokenHash", u.id as "userId", u.username, s.request_id as "slipId"
       from invitation i join user_account u on u.id = i.user_id left join staff_slip s on s.request_id = i.slip_id
       where i.token_hash = any ($1) and i.used_at is null and i.voided_at is null and i.expires_at > $2
         and u.status = 'ACTIVE'`,
      [[hashOf(token), hashOf(readSpokenCode(token))], this.clock.now()],
    );
    return known ?? null;
  }

  /** A wrong one costs a try, whatever becomes of the rest; the last one the slip. */
  private async requirePin(slipId: string, pin: string | undefined): Promise<void> {
    if (pin === undefined) throw invitationErrors.refuse('INVITATION_PIN_REQUIRED', { field: 'pin' });
    const outcome = await this.unitOfWork.run((tx) => this.pins.try(tx, slipId, pin));
    if (outcome === 'SPENT') throw invitationErrors.refuse('INVITATION_INVALID');
    if (outcome === 'WRONG') throw invitationErrors.refuse('INVITATION_PIN_WRONG', { field: 'pin' });
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
