import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { MissingCheckOuts } from '../persistence/missing-check-outs';
import { PublicityPeriods, ShiftPlans, suggestedOutAt } from '../../computing';

/** A record that its volunteer can set right with one tap. Instants are ISO 8601. */
export interface MissingCheckOut {
  readonly recordId: string;
  readonly activityTitle: string;
  readonly servedOn: string;
  readonly creditedMinutes: number;
  /** What a proposal without a time says: the end of the shift. */
  readonly suggestedOutAt: string;
  readonly correctUntil: string;
}

/** What a volunteer forgot and may still correct. */
@Injectable()
export class ListMissingCheckOuts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: MissingCheckOuts,
    private readonly plans: ShiftPlans,
    private readonly periods: PublicityPeriods,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CALENDAR_YEAR_MISSING */
  async execute(actor: Actor): Promise<{ readonly items: readonly MissingCheckOut[] }> {
    const records = await this.records.of(requireVolunteer(actor));
    const items: MissingCheckOut[] = [];
    await this.unitOfWork.snapshot(async (tx) => {
      for (const record of records) {
        const plan = await this.plans.byId(tx, record.shiftId);
        const until = await this.periods.correctionUntil(tx, record.computedAt, plan.policy);
        if (until <= this.clock.now()) continue;
        items.push({
          recordId: record.id,
          activityTitle: record.activityTitle,
          servedOn: record.servedOn,
          creditedMinutes: record.creditedMinutes,
          suggestedOutAt: suggestedOutAt(plan).toISOString(),
          correctUntil: until.toISOString(),
        });
      }
    });
    return { items };
  }
}
