import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/data/queue';
import { RefreshRanking } from '../application/refresh-ranking';
import { rebuildRanking, refreshRanking } from '../ranking-jobs';

@Injectable()
export class RankingHandlers {
  constructor(private readonly refresh: RefreshRanking) {}

  @HandlesJob(refreshRanking)
  async onPosted({ volunteerIds }: { volunteerIds: string[] }): Promise<void> {
    await this.refresh.execute(volunteerIds);
  }

  @HandlesJob(rebuildRanking)
  async onRebuild(): Promise<void> {
    await this.refresh.execute(null);
  }
}
