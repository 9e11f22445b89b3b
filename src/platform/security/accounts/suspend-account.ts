import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineErrors } from '../../../kernel/domain-error';
import { Clock } from '../../foundation/clock/clock';
import { type CommandContext, Commands } from '../../data/database/commands';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { traceOf } from '../../foundation/actor/actor';
import { type DecisionKind, DecisionKinds, type DecisionRequest, Decisions } from '../decisions';
import { requirePermission } from '../identity/access';
import { accountErrors } from '../identity/account-errors';
import { Sessions } from '../identity/sessions';
import { AccountPhones } from './account-phones';
import { AccountReach } from './account-reach';
import { StaffPhones } from './staff-phones';
import { volunteerBehind } from './role-grants';

export const suspensionErrors = defineErrors({
  SUSPEND_SELF: { kind: 'forbidden', sentence: '不能停用自己的账号；请由另一位管理员办理。' },
  ACCOUNT_NOT_SUSPENDED: { kind: 'conflict', sentence: '这个账号没有停用，可能已经恢复，请刷新后再看。' },
});

interface AskedRestoring {
  readonly userId: string;
}

const KIND = 'identity.restore';
/** A request that nobody has looked at for so long is asked anew. */
const TERM_MS = 30 * 86_400_000;
const TOLD = '您的工作账号已停用，所有登录已退出。不是您要求的，请马上联系街道的安全管理员。';

/**
 * Takes an account out of use by one, at once, as roles are taken back; gives it back by two, as roles are given. While it is
 * suspended it opens nothing: sessions end, nobody signs in, no link or slip of it works, and it decides nothing.
 */
@Injectable()
export class SuspendAccount implements DecisionKind<AskedRestoring>, OnModuleInit {
  readonly name = KIND;
  readonly label = '恢复账号';
  readonly permission = 'user.manage';

  constructor(
    private readonly commands: Commands,
    private readonly kinds: DecisionKinds,
    private readonly decisions: Decisions,
    private readonly reach: AccountReach,
    private readonly sessions: Sessions,
    private readonly unitOfWork: UnitOfWork,
    private readonly phones: AccountPhones,
    private readonly staffPhones: StaffPhones,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  /** The person is told by text where a phone is known, and at the next try to sign in. @throws SUSPEND_SELF, USER_UNKNOWN, SCOPE_FOREIGN, ROLE_TOO_HIGH */
  async suspend(context: CommandContext, userId: string, reason: string): Promise<{ id: string }> {
    const { actor } = context;
    requirePermission(actor, 'user.manage');
    if (actor.kind === 'USER' && actor.userId === userId) throw suspensionErrors.refuse('SUSPEND_SELF');
    const suspended = await this.commands.run(context, 'identity.suspend', { userId, reason }, async (tx) => {
      await this.reach.requireAbove(tx, actor, userId);
      await tx.query("update user_account set status = 'SUSPENDED' where id = $1", [userId]);
      await this.sessions.revoke(tx, userId, { reason: 'SUSPENDED', trace: traceOf(actor) });
      return { id: userId };
    });
    const phone = await this.unitOfWork.run((tx) => this.phoneOf(tx, userId));
    if (phone !== null) await this.phones.send(phone, TOLD);
    return suspended;
  }

  /** Asks for it back; another administrator decides. @throws SUSPEND_SELF, USER_UNKNOWN, ACCOUNT_NOT_SUSPENDED, SCOPE_FOREIGN, DECISION_PENDING */
  async askBack(context: CommandContext, userId: string, reason: string): Promise<{ decisionId: string }> {
    const { actor } = context;
    requirePermission(actor, 'user.manage');
    if (actor.kind === 'USER' && actor.userId === userId) throw suspensionErrors.refuse('SUSPEND_SELF');
    return this.commands.run(context, 'identity.ask-restore', { userId, reason }, async (tx) => {
      await this.reach.requireAbove(tx, actor, userId, 'SUSPENDED');
      const divisionId = await this.placeOf(tx, userId);
      const asked = await this.decisions.ask<AskedRestoring>(tx, actor, {
        kind: KIND,
        divisionId,
        payload: { userId },
        subjectId: userId,
        about: userId,
        hands: [userId],
        concerned: await volunteerBehind(tx, userId),
        reason,
        expiresAt: new Date(this.clock.nowMs() + TERM_MS),
      });
      return { decisionId: asked.id };
    });
  }

  sentence(): string {
    return '恢复一个停用的账号，连同它现有的角色。';
  }

  async approve(tx: Transaction, request: DecisionRequest<AskedRestoring>): Promise<{ id: string }> {
    const { userId } = request.payload;
    const back = await tx.query(
      "update user_account set status = 'ACTIVE' where id = $1 and status = 'SUSPENDED' returning 1",
      [userId],
    );
    if (back.length === 0) throw suspensionErrors.refuse('ACCOUNT_NOT_SUSPENDED');
    return { id: userId };
  }

  /** Where the account works: the highest of its roles, or where its volunteer lives. */
  private async placeOf(tx: Transaction, userId: string): Promise<string> {
    const [place] = await tx.query<{ id: string }>(
      `select p.id from (
         select d.id, d.path from role_grant g join division d on d.id = g.division_id
         where g.user_id = $1 and (g.valid_to is null or g.valid_to > $2)
         union all
         select d.id, d.path from user_account u join volunteer v on v.id = u.volunteer_id
         join division d on d.id = v.division_id where u.id = $1) p
       order by length(p.path) limit 1`,
      [userId, this.clock.now()],
    );
    if (!place) throw accountErrors.refuse('USER_UNKNOWN');
    return place.id;
  }

  private async phoneOf(tx: Transaction, userId: string): Promise<string | null> {
    if (!this.phones.isSetUp) return null;
    const [account] = await tx.query<{ sealed: Buffer | null; volunteerId: string | null }>(
      'select phone_cipher as sealed, volunteer_id as "volunteerId" from user_account where id = $1',
      [userId],
    );
    if (account?.sealed) return this.staffPhones.open(userId, account.sealed);
    return account?.volunteerId == null ? null : this.phones.ofVolunteer(tx, account.volunteerId);
  }
}
