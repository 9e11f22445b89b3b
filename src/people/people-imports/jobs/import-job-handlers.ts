import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sweeper } from '../../../platform/data/outbox';
import { HandlesJob } from '../../../platform/data/queue';
import { ApplyImport } from '../application/apply-import';
import { ClearImports } from '../application/clear-imports';
import { applyImport, clearImports } from './import-jobs';

@Injectable()
export class ImportJobHandlers implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly applyChunk: ApplyImport,
    private readonly clearing: ClearImports,
  ) {}

  /** An import whose worker was killed, or whose doorbell was lost, goes on from here. */
  onModuleInit(): void {
    this.sweeper.register({
      job: applyImport,
      sql: `select id as dedup_key, jsonb_build_object('importId', id) as payload from people_import
            where status = 'RUNNING' and progressed_at < now() - interval '20 seconds' order by progressed_at limit 20`,
    });
  }

  @HandlesJob(applyImport)
  async apply({ importId }: { importId: string }): Promise<void> {
    await this.applyChunk.execute(importId);
  }

  @HandlesJob(clearImports)
  async clear(): Promise<void> {
    await this.clearing.execute();
  }
}
