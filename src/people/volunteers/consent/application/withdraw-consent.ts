import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { type ConsentPurpose, targetVolunteer, VolunteerDirectory, VolunteerRepository } from '../../person';
import { Outbox } from '../../../../platform/data/outbox';
import { volunteerErrors } from '../../errors';
import { guardianWithdrew } from '../jobs/consent-jobs';
import type { ConsentState } from './grant-consent';

export interface WithdrawConsentCommand {
  /** Left out: the volunteer behind the account. */
  readonly volunteerId?: string;
  readonly purpose: ConsentPurpose;
}

/** Withdraws a consent; what was granted before stays as history. */
@Injectable()
export class WithdrawConsent {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerRepository,
    private readonly directory: VolunteerDirectory,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, VOLUNTEER_UNKNOWN, SCOPE_FOREIGN, VOLUNTEER_CLOSED,
   *   CONSENT_REGISTRATION_NEEDED, CONSENT_CHANNEL_FOREIGN, CONSENT_NOT_GRANTED
   */
  async execute(context: CommandContext, command: WithdrawConsentCommand): Promise<ConsentState> {
    return this.commands.run(context, 'volunteers.withdraw-consent', command, async (tx) => {
      const { actor } = context;
      const { purpose, volunteerId } = command;
      const target = await targetVolunteer(tx, this.directory, {
        actor,
        volunteerId,
        permission: 'volunteer.register',
      });
      if (purpose === 'REGISTRATION') {
        throw volunteerErrors.refuse('CONSENT_REGISTRATION_NEEDED', { field: 'purpose' });
      }
      if (target.isOwn && purpose === 'GUARDIAN') {
        throw volunteerErrors.refuse('CONSENT_CHANNEL_FOREIGN', { field: 'purpose' });
      }
      const { id } = target.volunteer;
      await this.volunteers.get(tx, id);
      if (!(await this.volunteers.withdrawConsent(tx, id, purpose, this.clock.now()))) {
        throw volunteerErrors.refuse('CONSENT_NOT_GRANTED', { field: 'purpose' });
      }
      if (purpose === 'GUARDIAN') await this.outbox.add(tx, guardianWithdrew, { volunteerId: id });
      return { volunteerId: id, purpose, isGranted: false };
    });
  }
}
