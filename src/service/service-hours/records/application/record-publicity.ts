import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { Outbox } from '../../../../platform/data/outbox';
import { serviceHoursErrors } from '../../errors';
import { PublicityPeriods, recordsDue, ServiceRecordRepository, ShiftPlans } from '../../computing';

/** Puts a record into publicity, after a decision. */
@Injectable()
export class RecordPublicity {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly plans: ShiftPlans,
    private readonly periods: PublicityPeriods,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws RECORD_UNKNOWN, CALENDAR_YEAR_MISSING */
  async begin(tx: Transaction, recordId: string, decidedBy: string, reason: string | null): Promise<void> {
    const record = await this.records.find(tx, recordId);
    if (!record) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    const { policy } = await this.plans.byId(tx, record.shiftId);
    // Somebody has looked at it: nothing is pending any more, so the time for corrections is not waited for.
    const period = await this.periods.from(tx, this.clock.now(), policy, false);
    await this.records.decide(tx, recordId, { status: 'PUBLICITY', decidedBy, reason, ...period });
    await this.outbox.add(tx, recordsDue, {}, { dedupKey: recordsDue.name, availableAt: period.publicityUntil });
  }
}
