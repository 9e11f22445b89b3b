import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sweeper } from '../../../platform/data/outbox';
import { HandlesJob } from '../../../platform/data/queue';
import { CloseShift } from '../application/close-shift';
import { SYSTEM_CLOSES_AFTER_MINUTES } from '../domain/shift-rules';
import { shiftClosed, shiftOverdue } from './shift-jobs';

/** Closes what nobody closed, and asks again for the computing of what was closed. */
@Injectable()
export class OverdueShifts implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly closeShift: CloseShift,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({
      job: shiftOverdue,
      // The partial index on ends_at finds them; a shift is at most extended beyond that time, never before it.
      sql: `select s.id as dedup_key, jsonb_build_object('shiftId', s.id) as payload
            from shift s join activity a on a.id = s.activity_id
            where s.status = 'SCHEDULED' and s.ends_at <= now() - interval '${SYSTEM_CLOSES_AFTER_MINUTES} minutes'
              and coalesce(s.extended_to, s.ends_at) <= now() - interval '${SYSTEM_CLOSES_AFTER_MINUTES} minutes'
              and a.status = 'PUBLISHED'
            order by s.ends_at limit 500`,
    });
    this.sweeper.register({
      job: shiftClosed,
      sql: `select id as dedup_key, jsonb_build_object('shiftId', id) as payload
            from shift where status = 'CLOSED' and computed_at is null and closed_at < now() - interval '1 minute'
            order by closed_at limit 500`,
    });
  }

  @HandlesJob(shiftOverdue)
  async closeOverdue({ shiftId }: { shiftId: string }): Promise<void> {
    await this.closeShift.closeOverdue(shiftId);
  }
}
