import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireVolunteer } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { volunteerAccessErrors } from '../errors';
import { PhoneChanges } from '../persistence/phone-changes';

/** The person says no, in one tap, as long as the change is not in force. */
@Injectable()
export class StopPhoneChange {
  constructor(
    private readonly commands: Commands,
    private readonly changes: PhoneChanges,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, PHONE_CHANGE_UNKNOWN, PHONE_CHANGE_OVER */
  async execute(context: CommandContext, changeId: string): Promise<{ readonly id: string }> {
    return this.commands.run(context, 'volunteer-access.stop-phone-change', { changeId }, async (tx) => {
      const volunteerId = requireVolunteer(context.actor);
      const change = await this.changes.hold(tx, changeId);
      if (change?.volunteerId !== volunteerId) throw volunteerAccessErrors.refuse('PHONE_CHANGE_UNKNOWN');
      if (change.appliedAt ?? change.endedAt) throw volunteerAccessErrors.refuse('PHONE_CHANGE_OVER');
      await this.changes.end(tx, changeId, actorIdOf(context.actor), this.clock.now());
      return { id: changeId };
    });
  }
}
