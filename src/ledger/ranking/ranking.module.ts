import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { Module, type OnModuleInit } from '@nestjs/common';
import { rankingChecks } from './persistence/ranking-checks';
import { DivisionsModule } from '../../place/divisions';
import { VolunteersModule } from '../../people/volunteers';
import { RecountReadModels } from './application/recount-read-models';
import { RefreshRanking } from './application/refresh-ranking';
import { ShowRanking } from './application/show-ranking';
import { ShowTotals } from './application/show-totals';
import { RankingController } from './http/ranking.controller';
import { RankingHandlers } from './jobs/ranking.handlers';
import { StalePlaces } from './jobs/stale-places';
import { RankScoreRepository } from './persistence/rank-score.repository';
import { RankingReader } from './persistence/ranking-reader';
import { TotalsReader } from './persistence/totals-reader';

@Module({
  imports: [DivisionsModule, VolunteersModule],
  controllers: [RankingController],
  providers: [
    RecountReadModels,
    RefreshRanking,
    ShowRanking,
    ShowTotals,
    RankingHandlers,
    StalePlaces,
    RankScoreRepository,
    RankingReader,
    TotalsReader,
  ],
  exports: [RecountReadModels, RefreshRanking, RankingReader, TotalsReader],
})
export class RankingModule implements OnModuleInit {
  constructor(private readonly audits: AuditChecks) {}

  onModuleInit(): void {
    this.audits.declare(...rankingChecks);
  }
}
