import { Injectable } from '@nestjs/common';
import { requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { LedgerReader, LinkedAccounts, sumOf } from '../../ledger';
import { VolunteerDirectory } from '../../../people/volunteers';
import { StarLevels } from './star-levels';

export interface OwnPoints {
  readonly pointTenths: number;
  readonly serviceMinutes: number;
  readonly stars: number;
  /** Minutes still missing for the next star, or null at the highest. */
  readonly minutesToNextStar: number | null;
}

/** Shows a volunteer the own points and star level. */
@Injectable()
export class ShowPoints {
  constructor(
    private readonly ledger: LedgerReader,
    private readonly volunteers: VolunteerDirectory,
    private readonly linkedAccounts: LinkedAccounts,
    private readonly starLevels: StarLevels,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, VOLUNTEER_UNKNOWN, POLICY_MISSING */
  async mine(actor: Actor): Promise<OwnPoints> {
    const volunteer = await this.volunteers.byId(requireVolunteer(actor));
    const own = await this.ledger.balances(volunteer.id);
    const { serviceMinutes, pointTenths } = sumOf([own, ...(await this.linkedAccounts.of(volunteer.id))]);
    const { stars, minutesToNext } = await this.starLevels.of(serviceMinutes, volunteer.divisionPath);
    return { pointTenths, serviceMinutes, stars, minutesToNextStar: minutesToNext };
  }
}
