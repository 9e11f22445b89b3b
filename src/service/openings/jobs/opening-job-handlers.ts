import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sweeper } from '../../../platform/data/outbox';
import { HandlesJob } from '../../../platform/data/queue';
import { PostDueOpenings } from '../application/post-due-openings';
import { openingsDue } from './opening-jobs';

/** Posts old hours whose publicity is over. */
@Injectable()
export class OpeningJobHandlers implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly openings: PostDueOpenings,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({
      job: openingsDue,
      sql: `select '${openingsDue.name}' as dedup_key, '{}'::jsonb as payload where exists (
              select 1 from opening_import where status = 'PUBLICITY' and publicity_until <= now())`,
    });
  }

  @HandlesJob(openingsDue)
  async post(): Promise<void> {
    await this.openings.execute();
  }
}
