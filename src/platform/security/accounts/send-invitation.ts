import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { requirePermission } from '../identity/access';
import { AccountReach } from './account-reach';
import { AccountRules } from '../identity/account-rules';
import type { Actor } from '../../foundation/actor/actor';
import { invitationErrors, Invitations } from '../identity/invitations';
import { OperatorWords } from '../identity/operator-words';
import { AccountPhones } from './account-phones';
import { StaffPhones } from './staff-phones';

export interface Invitation {
  /** SMS: on its way to the person's registered phone. LINK: shown to who asks for it; in practice only. */
  readonly way: 'SMS' | 'LINK';
  /** Shown once, in practice. */
  readonly link: string | null;
  readonly token: string | null;
  readonly expiresAt: Date;
}

/**
 * Sends somebody the link by which the own password is set: to the registered phone, and to nobody else's eyes. Whoever
 * could see it could be that person.
 */
@Injectable()
export class SendInvitation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly invitations: Invitations,
    private readonly reach: AccountReach,
    private readonly rules: AccountRules,
    private readonly phones: AccountPhones,
    private readonly staffPhones: StaffPhones,
    private readonly words: OperatorWords,
    private readonly clock: Clock,
  ) {}

  /**
   * For an account that lies wholly inside the actor's scope; an earlier link stops working. Not a command: in practice the
   * answer must not be kept with an idempotency key, and elsewhere a second message does no harm.
   *
   * @throws PERMISSION_MISSING, INVITATION_SELF, USER_UNKNOWN, SCOPE_FOREIGN, ROLE_TOO_HIGH, INVITATION_NEEDS_SLIP,
   *   INVITATION_NOT_SENT
   */
  async invite(actor: Actor, userId: string): Promise<Invitation> {
    requirePermission(actor, 'user.manage');
    if (actor.kind === 'USER' && actor.userId === userId) throw invitationErrors.refuse('INVITATION_SELF');
    const isShown = !this.rules.needsTwo;
    const { given, phone } = await this.unitOfWork.run(async (tx) => {
      await this.reach.requireAbove(tx, actor, userId);
      const found = isShown ? null : await this.phoneOf(tx, userId);
      if (!isShown && found === null) throw invitationErrors.refuse('INVITATION_NEEDS_SLIP');
      return { given: await this.invitations.give(tx, actor, userId, { way: isShown ? 'LINK' : 'SMS' }), phone: found };
    });
    if (phone === null) return { way: 'LINK', ...given };
    await this.send(userId, phone, given.link);
    return { way: 'SMS', link: null, token: null, expiresAt: given.expiresAt };
  }

  /** The operator hands the link on at the server's terminal. @throws USER_UNKNOWN, OPERATOR_ONLY */
  async byOperator(actor: Actor, userId: string): Promise<{ readonly link: string; readonly expiresAt: Date }> {
    const [wordId = ''] = await this.words.give([{ kind: 'OPEN', subjectId: userId }]);
    return this.unitOfWork.run(async (tx) => {
      await this.reach.requireAbove(tx, actor, userId);
      return this.invitations.give(tx, actor, userId, { way: 'OPERATOR', wordId });
    });
  }

  /** What certainly did not go out opens nothing: who asks again gets a new one. */
  private async send(userId: string, phone: string, link: string): Promise<void> {
    const text = `请本人打开链接设置登录密码，7 天内有效，只能用一次：${link} 。不是您本人的事，请告诉街道；不要转发给任何人。`;
    if ((await this.phones.send(phone, text)) !== 'REFUSED') return;
    await this.unitOfWork.run((tx) => this.invitations.voidAll(tx, userId, this.clock.now()));
    throw invitationErrors.refuse('INVITATION_NOT_SENT');
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
