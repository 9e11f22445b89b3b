import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { type GivenLink, Invitations } from '../../../platform/security/identity/invitations';
import { OwnPhones, Sms } from '../../phone-sign-in';
import { VolunteerDirectory } from '../../volunteers';
import { volunteerAccessErrors } from '../errors';
import { type AccountOfVolunteer, AccountSlips } from '../persistence/account-slips';

/** Gives people the link by which they set their own password: to their phone, or on one slip. */
@Injectable()
export class AccountLinks {
  private readonly logger = new Logger(AccountLinks.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: VolunteerDirectory,
    private readonly invitations: Invitations,
    private readonly slips: AccountSlips,
    private readonly phones: OwnPhones,
    private readonly sms: Sms,
    private readonly clock: Clock,
  ) {}

  /** Whether a link would reach this person and nobody else: a phone that several go by proves none of them. */
  async reach(volunteerId: string): Promise<boolean> {
    const phone = this.sms.isSetUp ? await this.phones.of(volunteerId) : null;
    return phone !== null && !phone.isShared;
  }

  /** @throws ACCOUNT_HAS_ROLES */
  requireNoRoles(account: AccountOfVolunteer | null): void {
    if (account?.hasRoles === true) throw volunteerAccessErrors.refuse('ACCOUNT_HAS_ROLES');
  }

  /** Sends a link to the registered phone; false where it was not handed over, or there is nobody to send it to. */
  async send(actor: Actor, volunteerId: string): Promise<boolean> {
    const [phone, account] = [await this.phones.of(volunteerId), await this.slips.accountOf(volunteerId)];
    if (!account || account.hasRoles || phone === null || phone.isShared) return false;
    try {
      const { link } = await this.unitOfWork.run((tx) =>
        this.invitations.give(tx, actor, account.userId, { way: 'SMS' }),
      );
      await this.sms.send(phone.text, `您的志愿服务账号可以设密码了，请打开链接（7 天内有效，只能用一次）：${link}`);
      return true;
    } catch (error) {
      this.logger.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'a link was not handed over');
      return false;
    }
  }

  /**
   * Sends the link once more.
   *
   * @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, ACCOUNT_NONE, ACCOUNT_HAS_ROLES, ACCOUNT_LINK_NOT_SENT
   */
  async sendAgain(actor: Actor, volunteerId: string): Promise<void> {
    const view = await this.directory.byId(volunteerId);
    requireScope(actor, 'volunteer.register', view.divisionPath);
    const account = await this.slips.accountOf(view.id);
    if (!account) throw volunteerAccessErrors.refuse('ACCOUNT_NONE');
    this.requireNoRoles(account);
    if (!(await this.send(actor, view.id))) throw volunteerAccessErrors.refuse('ACCOUNT_LINK_NOT_SENT');
  }

  /**
   * The link of the one slip that two people agreed to. Not a command: the answer must not be kept.
   *
   * @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, ACCOUNT_NONE, ACCOUNT_HAS_ROLES, ACCOUNT_SLIP_NONE,
   *   ACCOUNT_SLIP_EARLY
   */
  async print(actor: Actor, volunteerId: string): Promise<GivenLink> {
    const view = await this.directory.byId(volunteerId);
    requireScope(actor, 'volunteer.register', view.divisionPath);
    return this.unitOfWork.run(async (tx) => {
      const account = await this.slips.accountOf(view.id, tx);
      if (!account) throw volunteerAccessErrors.refuse('ACCOUNT_NONE');
      this.requireNoRoles(account);
      const slip = await this.slips.holdUnprinted(tx, account.userId);
      if (!slip) throw volunteerAccessErrors.refuse('ACCOUNT_SLIP_NONE');
      const now = this.clock.now();
      if (now < slip.readyAt) throw volunteerAccessErrors.refuse('ACCOUNT_SLIP_EARLY');
      await this.slips.markPrinted(tx, slip.decisionId, actorIdOf(actor), now);
      return this.invitations.give(tx, actor, account.userId, { way: 'SLIP', slipId: slip.decisionId });
    });
  }
}
