import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { Decisions } from '../../../platform/security/decisions';
import { VolunteerAccounts, VolunteerDirectory, volunteerErrors, type VolunteerView } from '../../volunteers';
import { AccountSlips } from '../persistence/account-slips';
import { ACCOUNT_OPENING } from './account-opening-kind';
import { AccountLinks } from './account-links';

export interface OpenAccountCommand {
  readonly volunteerId: string;
  readonly username: string;
  readonly reason: string;
  /** How the person was recognised: card compared, known, letter. */
  readonly evidence?: string;
}

export interface OpenedAccount {
  readonly userId: string;
  /** LINK: a link goes to the registered phone. SLIP: another person decides, then one slip may be printed. */
  readonly way: 'LINK' | 'SLIP';
}

/**
 * Opens an account for a registered volunteer. Nobody of staff ever knows its password: the person sets it through a link
 * to the registered phone, or through one printed slip that two people agreed to.
 */
@Injectable()
export class OpenAccount {
  constructor(
    private readonly commands: Commands,
    private readonly directory: VolunteerDirectory,
    private readonly accounts: VolunteerAccounts,
    private readonly slips: AccountSlips,
    private readonly links: AccountLinks,
    private readonly decisions: Decisions,
  ) {}

  /**
   * Asked again for an account that exists it gives another link or slip: for who forgot the password.
   *
   * @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, VOLUNTEER_CLOSED, USERNAME_TAKEN, ACCOUNT_HAS_ROLES,
   *   DECISION_PENDING
   */
  async execute(context: CommandContext, command: OpenAccountCommand): Promise<OpenedAccount> {
    // Slow on purpose, so before the transaction. Nobody knows this password, and nobody ever will.
    const { username, passwordHash } = await this.accounts.prepare({
      username: command.username,
      password: `A1-${randomBytes(32).toString('base64url')}`,
    });
    return this.commands.run(context, 'volunteer-access.open-account', command, async (tx) => {
      const { actor } = context;
      const view = await this.directory.byId(command.volunteerId, tx);
      requireScope(actor, 'volunteer.register', view.divisionPath);
      if (view.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
      const known = await this.slips.accountOf(view.id, tx);
      this.links.requireNoRoles(known);
      const userId = known?.userId ?? (await this.accounts.open(tx, actor, view.id, { username, passwordHash }));
      if (await this.links.reach(view.id)) {
        tx.afterCommit(() => void this.links.send(actor, view.id));
        return { userId, way: 'LINK' };
      }
      await this.askForSlip(tx, context, { view, userId, command });
      return { userId, way: 'SLIP' };
    });
  }

  private async askForSlip(
    tx: Transaction,
    { actor }: CommandContext,
    wanted: { readonly view: VolunteerView; readonly userId: string; readonly command: OpenAccountCommand },
  ): Promise<void> {
    const { view, userId, command } = wanted;
    await this.decisions.ask(tx, actor, {
      ...{ kind: ACCOUNT_OPENING, divisionId: view.divisionId, payload: { userId }, subjectId: userId },
      ...{ concerned: [view.id], reason: command.reason, evidence: command.evidence ? [command.evidence] : [] },
    });
  }
}
