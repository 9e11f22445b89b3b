import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sweeper } from '../../../../platform/data/outbox';
import { HandlesJob } from '../../../../platform/data/queue';
import { SettleSignups } from '../application/settle-signups';
import { outcomesDue } from './outcome-jobs';

/** Says what became of the sign-ups of every shift that has been computed. */
@Injectable()
export class OutcomeHandlers implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly settleSignups: SettleSignups,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({
      job: outcomesDue,
      sql: `select id as dedup_key, jsonb_build_object('shiftId', id) as payload from shift
            where status = 'CLOSED' and outcomes_at is null and computed_at is not null order by closed_at limit 500`,
    });
  }

  @HandlesJob(outcomesDue)
  async settle({ shiftId }: { shiftId: string }): Promise<void> {
    await this.settleSignups.execute(shiftId);
  }
}
