import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sweeper } from '../../../../platform/data/outbox';
import { HandlesJob } from '../../../../platform/data/queue';
import { ApplyRecompute } from '../application/apply-recompute';
import { applyRecompute } from './recompute-jobs';

/** Posts approved runs of recomputing. */
@Injectable()
export class RecomputeJobHandlers implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly applyApproved: ApplyRecompute,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({
      job: applyRecompute,
      sql: `select id as dedup_key, jsonb_build_object('runId', id) as payload from recompute_run
            where status = 'APPROVED' and decided_at < now() - interval '1 minute' order by decided_at limit 20`,
    });
  }

  @HandlesJob(applyRecompute)
  async apply({ runId }: { runId: string }): Promise<void> {
    await this.applyApproved.execute(runId);
  }
}
