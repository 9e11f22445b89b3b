import { Module } from '@nestjs/common';
import { DivisionsModule } from '../divisions';
import { RefreshRanking } from './application/refresh-ranking';
import { ShowRanking } from './application/show-ranking';
import { RankingController } from './http/ranking.controller';
import { RankingHandlers } from './jobs/ranking.handlers';
import { RankScoreRepository } from './persistence/rank-score.repository';
import { RankingReader } from './persistence/ranking-reader';

@Module({
  imports: [DivisionsModule],
  controllers: [RankingController],
  providers: [RefreshRanking, ShowRanking, RankingHandlers, RankScoreRepository, RankingReader],
  exports: [RefreshRanking, RankingReader],
})
export class RankingModule {}
