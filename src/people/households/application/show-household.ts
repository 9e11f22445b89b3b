import { Injectable } from '@nestjs/common';
import { requireScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { VolunteerDirectory } from '../../volunteers';
import { HouseholdDirectory, type HouseholdMember } from '../persistence/household-directory';

/** Shows staff whom a volunteer lives with. */
@Injectable()
export class ShowHousehold {
  constructor(
    private readonly volunteers: VolunteerDirectory,
    private readonly households: HouseholdDirectory,
  ) {}

  /** @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN */
  async execute(actor: Actor, volunteerId: string): Promise<{ readonly items: readonly HouseholdMember[] }> {
    requireScope(actor, 'volunteer.read', (await this.volunteers.byId(volunteerId)).divisionPath);
    return { items: await this.households.othersOf(volunteerId) };
  }
}
