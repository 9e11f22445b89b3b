import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { accessErrors } from '../../../../platform/security/identity/access';
import { VolunteerDirectory } from '../persistence/volunteer-directory';
import { targetVolunteer } from './target-volunteer';
import { type NewAccount, VolunteerAccounts } from './volunteer-accounts';

export interface OpenVolunteerAccountCommand extends NewAccount {
  readonly volunteerId: string;
}

/**
 * Gives a registered volunteer an account with a password, by the operator's own commands: the demo's people. Staff never
 * know a password of somebody else (module volunteer-access).
 */
@Injectable()
export class OpenVolunteerAccount {
  constructor(
    private readonly commands: Commands,
    private readonly directory: VolunteerDirectory,
    private readonly accounts: VolunteerAccounts,
  ) {}

  /** @throws PASSWORD_WEAK, VOLUNTEER_UNKNOWN, SCOPE_FOREIGN, VOLUNTEER_CLOSED, USERNAME_TAKEN, VOLUNTEER_HAS_ACCOUNT */
  async execute(context: CommandContext, command: OpenVolunteerAccountCommand): Promise<{ userId: string }> {
    const account = await this.accounts.prepare(command);
    const { volunteerId } = command;
    const request = { volunteerId, username: account.username };
    return this.commands.run(context, 'volunteers.open-account', request, async (tx) => {
      const { actor } = context;
      if (actor.kind !== 'SYSTEM') throw accessErrors.refuse('PERMISSION_MISSING');
      const target = await targetVolunteer(tx, this.directory, {
        actor,
        volunteerId,
        permission: 'volunteer.register',
      });
      return { userId: await this.accounts.open(tx, context.actor, target.volunteer.id, account) };
    });
  }
}
