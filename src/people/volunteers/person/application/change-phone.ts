import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { volunteerErrors } from '../../errors';
import type { SealedPhone } from '../persistence/personal-fields';
import { VolunteerRepository } from '../persistence/volunteer.repository';

/** Puts another phone into the place of the registered one, inside the caller's transaction, who has made sure of it. */
@Injectable()
export class ChangePhone {
  constructor(private readonly volunteers: VolunteerRepository) {}

  /** @throws VOLUNTEER_UNKNOWN, VOLUNTEER_CLOSED */
  async execute(tx: Transaction, volunteerId: string, phone: SealedPhone, at: Date): Promise<void> {
    const volunteer = await this.volunteers.get(tx, volunteerId);
    if (volunteer.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
    await this.volunteers.setPhone(tx, volunteerId, phone, at);
  }
}
