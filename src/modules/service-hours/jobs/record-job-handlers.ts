import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sweeper } from '../../../platform/outbox';
import { HandlesJob } from '../../../platform/queue';
import { shiftClosed } from '../../activities';
import { ComputeHours } from '../application/compute-hours';
import { ConfirmDue } from '../application/confirm-due';
import { recordsDue } from './record-jobs';

/** Computes closed shifts and confirms records whose publicity is over. */
@Injectable()
export class RecordJobHandlers implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly computeHours: ComputeHours,
    private readonly confirmDue: ConfirmDue,
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
    await this.computeHours.execute(shiftId);
  }

  @HandlesJob(recordsDue)
  async confirm(): Promise<void> {
    await this.confirmDue.execute();
  }
}
