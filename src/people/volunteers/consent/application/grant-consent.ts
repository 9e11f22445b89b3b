import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import {
  type ConsentPurpose,
  type GivenConsent,
  maySelfRecord,
  targetVolunteer,
  VolunteerDirectory,
  VolunteerRepository,
} from '../../person';
import { volunteerErrors } from '../../errors';

export interface GrantConsentCommand extends GivenConsent {
  /** Left out: the volunteer behind the account. */
  readonly volunteerId?: string;
}

export interface ConsentState {
  readonly volunteerId: string;
  readonly purpose: ConsentPurpose;
  readonly isGranted: boolean;
}

/** Records a consent, the person's own or one that staff have seen on paper or from a guardian. */
@Injectable()
export class GrantConsent {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerRepository,
    private readonly directory: VolunteerDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, VOLUNTEER_UNKNOWN, SCOPE_FOREIGN, VOLUNTEER_CLOSED, CONSENT_CHANNEL_FOREIGN,
   *   CONSENT_ALREADY_GRANTED
   */
  async execute(context: CommandContext, command: GrantConsentCommand): Promise<ConsentState> {
    return this.commands.run(context, 'volunteers.grant-consent', command, async (tx) => {
      const { actor } = context;
      const { volunteerId } = command;
      const target = await targetVolunteer(tx, this.directory, {
        actor,
        volunteerId,
        permission: 'volunteer.register',
      });
      if (target.isOwn && !maySelfRecord(command)) {
        throw volunteerErrors.refuse('CONSENT_CHANNEL_FOREIGN', { field: 'channel' });
      }
      const { purpose, textVersion, channel } = command;
      await this.volunteers.get(tx, target.volunteer.id);
      if (await this.volunteers.hasConsent(tx, target.volunteer.id, purpose)) {
        throw volunteerErrors.refuse('CONSENT_ALREADY_GRANTED', { field: 'purpose' });
      }
      await this.volunteers.addConsents(tx, {
        volunteerId: target.volunteer.id,
        consents: [{ purpose, textVersion, channel }],
        grantedAt: this.clock.now(),
        recordedBy: actorIdOf(actor),
      });
      return { volunteerId: target.volunteer.id, purpose, isGranted: true };
    });
  }
}
