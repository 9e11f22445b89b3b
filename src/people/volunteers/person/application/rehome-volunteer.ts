import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { volunteerErrors } from '../../errors';
import { VolunteerRepository } from '../persistence/volunteer.repository';

/** Gives a volunteer another division, inside the transaction of the decision. */
@Injectable()
export class RehomeVolunteer {
  constructor(private readonly volunteers: VolunteerRepository) {}

  /** @throws VOLUNTEER_UNKNOWN, VOLUNTEER_CLOSED */
  async execute(tx: Transaction, volunteerId: string, divisionId: string, at: Date): Promise<void> {
    const volunteer = await this.volunteers.get(tx, volunteerId);
    if (volunteer.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
    await this.volunteers.move(tx, volunteerId, divisionId, at);
  }
}
