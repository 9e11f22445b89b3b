import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineErrors } from '../../../kernel/domain-error';
import { Clock } from '../../foundation/clock/clock';
import { type CommandContext, Commands } from '../../data/database/commands';
import type { Transaction } from '../../data/database/unit-of-work';
import { Alerts } from '../../delivery/alerts';
import { type Actor, traceOf } from '../../foundation/actor/actor';
import type { RequestTrace } from '../../foundation/actor/request-trace';
import { type DecidedBy, type DecisionKind, DecisionKinds, type DecisionRequest, Decisions } from '../decisions';
import { requirePermission } from '../identity/access';
import { AccountRules } from '../identity/account-rules';
import { Invitations } from '../identity/invitations';
import { Sessions } from '../identity/sessions';
import { StaffNotices } from '../identity/staff-notices';
import { AccountPhones } from './account-phones';
import { AccountPlaces } from './account-places';
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

const MANAGER_TOLD = '一个能管理账号的账号已被停用。不是您知道的事，请马上告诉街道领导和审计员。';

/**
 * Takes an account out of use by one, at once, as roles are taken back; gives it back by two, as roles are given. While it is
 * suspended it opens nothing: sessions end, nobody signs in, no link or slip of it works, what it asked waits no longer, and
 * it decides nothing. Where it managed accounts, the others and whoever operates the service are told.
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
    private readonly places: AccountPlaces,
    private readonly rules: AccountRules,
    private readonly sessions: Sessions,
    private readonly invitations: Invitations,
    private readonly staff: StaffNotices,
    private readonly alerts: Alerts,
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
    return this.commands.run(context, 'identity.suspend', { userId, reason }, async (tx) => {
      const asked = await this.decisions.holdAskedBy(tx, userId);
      await this.reach.requireAbove(tx, actor, userId);
      const now = this.clock.now();
      await tx.query("update user_account set status = 'SUSPENDED', suspended_at = $2 where id = $1", [userId, now]);
      await this.closeWays(tx, userId, { at: now, trace: traceOf(actor) });
      for (const request of asked) await this.decisions.overtake(tx, actor, request);
      if (await this.isManager(tx, userId, now)) await this.tellOthers(tx, actor, userId, now);
      const phone = await this.phoneOf(tx, userId);
      if (phone !== null) tx.afterCommit(() => void this.phones.send(phone, TOLD).catch(() => undefined));
      return { id: userId };
    });
  }

  /** Asks for it back; another administrator decides. @throws SUSPEND_SELF, USER_UNKNOWN, ACCOUNT_NOT_SUSPENDED, SCOPE_FOREIGN, DECISION_PENDING */
  async askBack(context: CommandContext, userId: string, reason: string): Promise<{ decisionId: string }> {
    const { actor } = context;
    requirePermission(actor, 'user.manage');
    if (actor.kind === 'USER' && actor.userId === userId) throw suspensionErrors.refuse('SUSPEND_SELF');
    return this.commands.run(context, 'identity.ask-restore', { userId, reason }, async (tx) => {
      await this.reach.requireAbove(tx, actor, userId, ['SUSPENDED']);
      const divisionId = await this.places.of(tx, actor, userId);
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

  /** What slipped in at the moment of the suspension does not live again with the account. */
  async approve(tx: Transaction, request: DecisionRequest<AskedRestoring>, { at }: DecidedBy): Promise<{ id: string }> {
    const { userId } = request.payload;
    const back = await tx.query(
      "update user_account set status = 'ACTIVE' where id = $1 and status = 'SUSPENDED' returning 1",
      [userId],
    );
    if (back.length === 0) throw suspensionErrors.refuse('ACCOUNT_NOT_SUSPENDED');
    await this.closeWays(tx, userId, { at, trace: null });
    return { id: userId };
  }

  /** Sessions, links and slips of the account end. */
  private async closeWays(
    tx: Transaction,
    userId: string,
    { at, trace }: { readonly at: Date; readonly trace: RequestTrace | null },
  ): Promise<void> {
    await this.sessions.revoke(tx, userId, { reason: 'SUSPENDED', trace });
    await this.invitations.voidAll(tx, userId, at);
  }

  private async isManager(tx: Transaction, userId: string, now: Date): Promise<boolean> {
    const held = await tx.query(
      `select 1 from role_grant where user_id = $1 and role = any ($2) and valid_from <= $3
         and (valid_to is null or valid_to > $3) limit 1`,
      [userId, this.rules.rolesWith('user.manage'), now],
    );
    return held.length > 0;
  }

  /** Whoever takes the second administrator away alone does it before everybody's eyes. */
  private async tellOthers(tx: Transaction, actor: Actor, userId: string, now: Date): Promise<void> {
    await this.staff.tell(tx, MANAGER_TOLD, { divisionId: await this.places.of(tx, actor, userId) });
    const subjectKey = `${userId}:${now.toISOString()}`;
    await this.alerts.raise(tx, { kind: 'MANAGER_SUSPENDED', subjectKey, sentence: MANAGER_TOLD });
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
