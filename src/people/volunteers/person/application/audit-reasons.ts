import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { withoutPerson } from '../domain/masking';
import { PersonalFields } from '../persistence/personal-fields';
import { VolunteerRepository } from '../persistence/volunteer.repository';
import type { VolunteerRow } from '../persistence/volunteer.row';

/** Reasons as they may go into the audit log, where nothing can be taken back when the person leaves. */
@Injectable()
export class AuditReasons {
  constructor(
    private readonly fields: PersonalFields,
    private readonly volunteers: VolunteerRepository,
  ) {}

  /** The reason without what is known of the person: name, address, emergency contact; and without any number. */
  async of(tx: Transaction, volunteer: VolunteerRow, reason: string): Promise<string> {
    const opener = await this.fields.opener([volunteer.id], tx);
    const { address, emergencyContact } = opener.openDetails(volunteer.id, volunteer.privateCipher);
    return withoutPerson(reason, [volunteer.name, address, emergencyContact?.name]);
  }

  /** The same, where the caller holds no row; locks nothing. @throws VOLUNTEER_UNKNOWN */
  async about(tx: Transaction, volunteerId: string, reason: string): Promise<string> {
    return this.of(tx, await this.volunteers.read(tx, volunteerId), reason);
  }
}
