import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sweeper } from '../../../../platform/data/outbox';
import { HandlesJob } from '../../../../platform/data/queue';
import { IndexForSearch, SEARCH_DUE } from '../application/index-for-search';
import { indexForSearch } from './search-jobs';

@Injectable()
export class SearchJobHandlers implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly indexing: IndexForSearch,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({
      job: indexForSearch,
      sql: `select 'due' as dedup_key, '{}'::jsonb as payload from volunteer where ${SEARCH_DUE} limit 1`,
    });
  }

  @HandlesJob(indexForSearch)
  async index(): Promise<void> {
    await this.indexing.execute();
  }
}
