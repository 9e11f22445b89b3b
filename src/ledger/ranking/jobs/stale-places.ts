import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sweeper } from '../../../platform/data/outbox';
import { refreshRanking } from '../ranking-jobs';

/** Folds those whose status, division or consent has changed; the database marks them as they change. */
@Injectable()
export class StalePlaces implements OnModuleInit {
  constructor(private readonly sweeper: Sweeper) {}

  onModuleInit(): void {
    this.sweeper.register({
      job: refreshRanking,
      sql: `select 'stale-' || min(s.id) as dedup_key,
              jsonb_build_object('volunteerIds', jsonb_agg(distinct s.volunteer_id)) as payload
            from (select id, volunteer_id from rank_stale order by id limit 500) s having count(*) > 0`,
    });
  }
}
