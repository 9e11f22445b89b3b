import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { Outbox, Sweeper } from '../../../../platform/data/outbox';
import { HandlesJob } from '../../../../platform/data/queue';
import { shiftClosed } from '../../../activities';
import { TellCalled } from '../../../attendance';
import { ComputeHours, POSTING_SLICES, recordsDue, recordsDueInSlice } from '../../computing';
import { ConfirmDue } from '../application/confirm-due';

/** Computes closed shifts and confirms records whose publicity is over. */
@Injectable()
export class RecordJobHandlers implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly computeHours: ComputeHours,
    private readonly confirmDue: ConfirmDue,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
    private readonly tellCalled: TellCalled,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({
      job: recordsDue,
      sql: `select '${recordsDue.name}' as dedup_key, '{}'::jsonb as payload where exists (
              select 1 from service_record r where r.status = 'PUBLICITY' and r.publicity_until <= now()
                and not exists (select 1 from record_objection o where o.record_id = r.id and o.status = 'OPEN'))`,
    });
  }

  @HandlesJob(shiftClosed)
  async compute({ shiftId }: { shiftId: string }): Promise<void> {
    // Before the records are there: whoever was called without being told learns of it while it can be denied.
    await this.tellCalled.ofShift(shiftId);
    await this.computeHours.execute(shiftId);
  }

  /** Shares the work out: one doorbell per slice. */
  @HandlesJob(recordsDue)
  async shareOut(): Promise<void> {
    const slices = Array.from({ length: POSTING_SLICES }, (_, slice) => ({
      job: recordsDueInSlice,
      payload: { slice },
      dedupKey: `${recordsDueInSlice.name}/${slice}`,
    }));
    await this.unitOfWork.run((tx) => this.outbox.addMany(tx, slices));
  }

  @HandlesJob(recordsDueInSlice)
  async confirm({ slice }: { slice: number }): Promise<void> {
    await this.confirmDue.execute({ index: slice, of: POSTING_SLICES });
  }
}
