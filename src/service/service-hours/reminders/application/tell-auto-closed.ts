import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { Notices } from '../../../../people/notices';
import { PublicityPeriods, ShiftPlans, untilText } from '../../computing';
import { ReminderFacts } from '../persistence/reminder-facts';

const BATCH = 200;
/** Whoever was not told in this time (a queue that stood still) cannot correct any more. */
const LOOK_BACK_MS = 14 * 86_400_000;

/** Rule §2.2 step 3: whoever forgot to check out is told what the system made of it, and until when it can be corrected. */
@Injectable()
export class TellAutoClosed {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly facts: ReminderFacts,
    private readonly plans: ShiftPlans,
    private readonly periods: PublicityPeriods,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** Tells each person once per record. @returns how many were told. @throws CALENDAR_YEAR_MISSING, POLICY_MISSING */
  async execute(): Promise<number> {
    let told = 0;
    for (;;) {
      const records = await this.facts.autoClosed(new Date(this.clock.nowMs() - LOOK_BACK_MS), BATCH);
      for (const record of records) {
        told += await this.unitOfWork.run(async (tx) => {
          const { policy } = await this.plans.byId(tx, record.shiftId);
          const until = await this.periods.correctionUntil(tx, record.computedAt, policy);
          const data = { title: record.title, minutes: record.creditedMinutes, until: untilText(until.getTime()) };
          const { volunteerId, recordId: subjectKey } = record;
          return this.notices.send(tx, [{ volunteerId, kind: 'AUTO_CLOSED', subjectKey, data }]);
        });
      }
      if (records.length < BATCH) return told;
    }
  }
}
