import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { httpErrors } from '../../../../platform/delivery/http/http-errors';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import {
  type AvailabilitySlot,
  changedDetails,
  type EmergencyContact,
  IdentityIntake,
  orderedAvailability,
  PersonalFields,
  type PoliticalStatus,
  type ProfileChange,
  targetVolunteer,
  VolunteerDirectory,
  VolunteerRepository,
  type VolunteerRow,
  type VolunteerStatus,
} from '../../person';
import { volunteerErrors } from '../../errors';

export interface UpdateVolunteerCommand {
  /** Left out: the volunteer behind the account. */
  readonly volunteerId?: string;
  readonly expectedVersion: number;
  /** By staff only, and before the review: afterwards the name goes with the hours, and two decide about it. */
  readonly name?: string;
  readonly politicalStatus?: PoliticalStatus;
  readonly occupation?: string | null;
  readonly address?: string | null;
  readonly emergencyContact?: EmergencyContact | null;
  readonly skills?: readonly string[];
  readonly availability?: readonly AvailabilitySlot[];
}

/** Somebody else looks at the name before it counts. */
const REVIEWED_LATER: ReadonlySet<VolunteerStatus> = new Set(['PENDING', 'REJECTED']);

/** Changes what can change about a volunteer; ID number, birth date and gender never do, the phone by a way of its own. */
@Injectable()
export class UpdateVolunteer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly volunteers: VolunteerRepository,
    private readonly directory: VolunteerDirectory,
    private readonly intake: IdentityIntake,
    private readonly fields: PersonalFields,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, VOLUNTEER_UNKNOWN, SCOPE_FOREIGN, VOLUNTEER_CLOSED, VERSION_OUTDATED,
   *   AVAILABILITY_INVALID, NAME_BY_TWO
   */
  async execute(actor: Actor, command: UpdateVolunteerCommand): Promise<{ id: string; version: number }> {
    return this.unitOfWork.run(async (tx) => {
      const { volunteerId } = command;
      const target = await targetVolunteer(tx, this.directory, {
        actor,
        volunteerId,
        permission: 'volunteer.register',
      });
      const row = await this.volunteers.get(tx, target.volunteer.id);
      const isRenamed = !target.isOwn && command.name !== undefined && command.name !== row.name;
      if (isRenamed && !REVIEWED_LATER.has(row.status)) {
        throw volunteerErrors.refuse('NAME_BY_TWO', { field: 'name' });
      }
      const isSaved = await this.volunteers.updateProfile(tx, row.id, command.expectedVersion, {
        ...(await this.changed(tx, row, command)),
        ...(target.isOwn && { name: row.name }),
        at: this.clock.now(),
      });
      if (!isSaved) throw httpErrors.refuse('VERSION_OUTDATED', { field: 'If-Match' });
      await this.audit.record(tx, actor, {
        action: 'volunteers.update',
        subjectKind: 'volunteer',
        subjectId: row.id,
        details: { fields: changedFields(command).join(',') },
      });
      return { id: row.id, version: command.expectedVersion + 1 };
    });
  }

  private async changed(tx: Transaction, row: VolunteerRow, command: UpdateVolunteerCommand): Promise<ProfileChange> {
    const availability = command.availability ? orderedAvailability(command.availability) : row.availability;
    if (!availability) throw volunteerErrors.refuse('AVAILABILITY_INVALID', { field: 'availability' });
    const { occupation, address, emergencyContact } = command;
    const sealer = await this.fields.sealer(tx, row.id);
    const opener = await this.fields.opener([row.id], tx);
    const known = {
      ...(row.occupation !== null && { occupation: row.occupation }),
      ...opener.openDetails(row.id, row.privateCipher),
    };
    const details = changedDetails(known, this.intake.takeDetails({ occupation, address, emergencyContact }));
    return {
      name: command.name ?? row.name,
      politicalStatus: command.politicalStatus ?? row.politicalStatus,
      privateCipher: sealer.sealDetails(details),
      skills: command.skills ? [...new Set(command.skills)] : row.skills,
      availability,
    };
  }
}

function changedFields(command: UpdateVolunteerCommand): readonly string[] {
  const fields = [
    ...(['name', 'politicalStatus', 'occupation', 'address', 'emergencyContact'] as const),
    ...(['skills', 'availability'] as const),
  ];
  return fields.filter((field) => command[field] !== undefined);
}
