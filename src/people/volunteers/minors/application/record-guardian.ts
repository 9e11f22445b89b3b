import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import {
  isMinorOn,
  PersonalFields,
  readMobilePhone,
  targetVolunteer,
  VolunteerDirectory,
  VolunteerRepository,
} from '../../person';
import type { GuardianDetails } from '../domain/guardian';
import { volunteerErrors } from '../../errors';
import { GuardianRepository } from '../persistence/guardian.repository';

export interface RecordGuardianCommand extends GuardianDetails {
  readonly volunteerId: string;
  readonly textVersion: string;
}

/** Staff record a child's guardian together with the consent they have seen. */
@Injectable()
export class RecordGuardian {
  constructor(
    private readonly commands: Commands,
    private readonly directory: VolunteerDirectory,
    private readonly volunteers: VolunteerRepository,
    private readonly guardians: GuardianRepository,
    private readonly fields: PersonalFields,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, PHONE_INVALID, GUARDIAN_NEEDLESS, VOLUNTEER_CLOSED,
   *   CONSENT_ALREADY_GRANTED
   */
  async execute(context: CommandContext, command: RecordGuardianCommand): Promise<{ id: string; consentId: string }> {
    return this.commands.run(context, 'volunteers.record-guardian', command, async (tx) => {
      const { volunteerId, textVersion, name, relation, proof } = command;
      const { actor } = context;
      const target = await targetVolunteer(tx, this.directory, {
        actor,
        volunteerId,
        permission: 'volunteer.register',
      });
      const phone = readMobilePhone(command.phone);
      if (phone === null) throw volunteerErrors.refuse('PHONE_INVALID', { field: 'phone' });
      const at = this.clock.now();
      const { birthDate, id } = target.volunteer;
      if (birthDate !== null && !isMinorOn(birthDate, localDayOf(at.getTime()))) {
        throw volunteerErrors.refuse('GUARDIAN_NEEDLESS');
      }
      await this.volunteers.get(tx, id);
      if (await this.volunteers.hasConsent(tx, id, 'GUARDIAN')) throw volunteerErrors.refuse('CONSENT_ALREADY_GRANTED');
      const consents = [{ purpose: 'GUARDIAN' as const, textVersion, channel: 'GUARDIAN' as const }];
      const recordedBy = actorIdOf(actor);
      const [consentId = ''] = await this.volunteers.addConsents(tx, {
        volunteerId: id,
        consents,
        grantedAt: at,
        recordedBy,
      });
      const sealer = await this.fields.sealer(tx, id);
      const guardianId = await this.guardians.insert(tx, {
        volunteerId: id,
        consentId,
        recordedBy,
        recordedAt: at,
        seal: (ownId) => sealer.sealText(`guardian:${ownId}`, JSON.stringify({ name, relation, phone, proof })),
      });
      return { id: guardianId, consentId };
    });
  }
}
