import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { WorkingCalendar } from '../../../../place/policies';
import type { HoursPolicy } from '../domain/hours-policy';
import { workingPeriodEndMs } from '../domain/working-days';
import { serviceHoursErrors } from '../../errors';

export interface PublicityPeriod {
  readonly publicityFrom: Date;
  /** Exclusive; from here on the record may be confirmed. */
  readonly publicityUntil: Date;
}

/** Working-day periods of a record: how long it is public, and until when a volunteer may correct it. */
@Injectable()
export class PublicityPeriods {
  constructor(private readonly calendar: WorkingCalendar) {}

  /**
   * The publicity that begins now. A record with a pending grade stays at least as long as its volunteer may still say
   * when the service really ended.
   *
   * @throws CALENDAR_YEAR_MISSING
   */
  async from(tx: Transaction, now: Date, policy: HoursPolicy, isGradePending: boolean): Promise<PublicityPeriod> {
    const days = isGradePending
      ? Math.max(policy.publicityWorkingDays, policy.correctionWorkingDays)
      : policy.publicityWorkingDays;
    return { publicityFrom: now, publicityUntil: await this.endOf(tx, now, days) };
  }

  /** Until when a record computed at an instant may be corrected by its volunteer. @throws CALENDAR_YEAR_MISSING */
  async correctionUntil(tx: Transaction, computedAt: Date, policy: HoursPolicy): Promise<Date> {
    return this.endOf(tx, computedAt, policy.correctionWorkingDays);
  }

  /** By when an objection is answered. @throws CALENDAR_YEAR_MISSING */
  async answerUntil(tx: Transaction, raisedAt: Date, policy: HoursPolicy): Promise<Date> {
    return this.endOf(tx, raisedAt, policy.objectionWorkingDays);
  }

  private async endOf(tx: Transaction, from: Date, workingDays: number): Promise<Date> {
    const period = workingPeriodEndMs(from.getTime(), workingDays, await this.calendar.load(tx));
    if (!period.isKnown) throw serviceHoursErrors.refuse('CALENDAR_YEAR_MISSING', { details: { year: period.year } });
    return new Date(period.endMs);
  }
}
