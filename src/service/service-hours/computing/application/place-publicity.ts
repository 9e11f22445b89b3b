import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { PolicyDirectory } from '../../../../place/policies';
import type { HoursPolicy } from '../domain/hours-policy';
import { hoursPolicyKind } from './hours-policy-kind';
import { type PublicityPeriod, PublicityPeriods } from './publicity-period';

/** How long what belongs to a place and to no shift (old hours) is public there: as long as its records are. */
@Injectable()
export class PlacePublicity {
  constructor(
    private readonly policies: PolicyDirectory,
    private readonly periods: PublicityPeriods,
  ) {}

  /** The publicity that begins now. @throws POLICY_MISSING, CALENDAR_YEAR_MISSING */
  async from(tx: Transaction, now: Date, divisionPath: string): Promise<PublicityPeriod> {
    return this.periods.from(tx, now, await this.policyAt(divisionPath, now, tx), false);
  }

  /** By when an objection is answered. @throws POLICY_MISSING, CALENDAR_YEAR_MISSING */
  async answerUntil(tx: Transaction, raisedAt: Date, divisionPath: string): Promise<Date> {
    return this.periods.answerUntil(tx, raisedAt, await this.policyAt(divisionPath, raisedAt, tx));
  }

  /** How many minutes of old hours one day may hold for one person. @throws POLICY_MISSING */
  async openingDayMinutes(divisionPath: string, now: Date, tx?: Transaction): Promise<number> {
    return (await this.policyAt(divisionPath, now, tx)).openingDayMinutes;
  }

  private async policyAt(divisionPath: string, now: Date, tx?: Transaction): Promise<HoursPolicy> {
    return (await this.policies.effectiveAs(hoursPolicyKind, divisionPath, localDayOf(now.getTime()), tx)).body;
  }
}
