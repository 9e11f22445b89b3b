import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { volunteerErrors } from '../../errors';
import { VolunteerRepository } from '../persistence/volunteer.repository';
import { VolunteerAccounts } from './volunteer-accounts';

export interface Absorption {
  readonly mergedId: string;
  readonly survivingId: string;
  readonly mergeId: string;
  readonly at: Date;
  /** Who decided it. */
  readonly by: string;
}

/** Ends a registration that turned out to be a second one of the same person, inside the transaction of the decision. */
@Injectable()
export class AbsorbVolunteer {
  constructor(
    private readonly volunteers: VolunteerRepository,
    private readonly accounts: VolunteerAccounts,
  ) {}

  /**
   * The merged number is linked to the surviving one and closed: it signs up, punches and receives no more. What names the
   * person stands in the surviving registration only; what was issued to the merged number keeps its holder, and with it the
   * data key, until the surviving registration is closed.
   *
   * @throws VOLUNTEER_UNKNOWN, VOLUNTEER_NOT_ACTIVE where the surviving one is not, VOLUNTEER_CLOSED where the merged one is
   */
  async execute(tx: Transaction, absorption: Absorption): Promise<void> {
    const { mergedId, survivingId, at } = absorption;
    // In the order of the ids, so that two decisions about the same people do not wait for each other.
    for (const id of [mergedId, survivingId].sort()) await this.volunteers.get(tx, id);
    const surviving = await this.volunteers.get(tx, survivingId);
    const merged = await this.volunteers.get(tx, mergedId);
    if (surviving.status !== 'ACTIVE') throw volunteerErrors.refuse('VOLUNTEER_NOT_ACTIVE');
    if (merged.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
    await this.volunteers.link(tx, absorption);
    const reason = `已并入 ${surviving.volunteerNo}`;
    await this.volunteers.changeStatus(tx, mergedId, merged.version, { status: 'CLOSED', reason, at });
    await this.volunteers.erasePerson(tx, mergedId, at);
    await this.accounts.shut(tx, mergedId);
  }
}
