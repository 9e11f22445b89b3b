import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { Module, type OnModuleInit } from '@nestjs/common';
import { SelectionChecks } from './application/selection-checks';
import { DivisionsModule } from '../../place/divisions';
import { EvidenceModule } from '../../ledger/evidence';
import { HeadsModule } from '../../people/heads';
import { PoliciesModule } from '../../place/policies';
import { VolunteersModule } from '../../people/volunteers';
import { CollectCandidates } from './application/collect-candidates';
import { CreateRound, RoundReferences } from './application/create-round';
import { CancelRound, ConfirmRound } from './application/decide-round';
import { FreezeRound } from './application/freeze-round';
import { SelectionReportFile } from './application/selection-report';
import { ShowOwnLines } from './application/show-own-lines';
import { ShowSelectionRanking } from './application/show-ranking';
import { ShowRounds } from './application/show-rounds';
import { VerifySnapshot } from './application/verify-snapshot';
import { RankingsController } from './http/rankings.controller';
import { RoundsController } from './http/rounds.controller';
import { CandidateFactsReader } from './persistence/candidate-facts';
import { RoundDirectory } from './persistence/round-directory';
import { RoundRepository } from './persistence/round.repository';

@Module({
  imports: [DivisionsModule, EvidenceModule, HeadsModule, PoliciesModule, VolunteersModule],
  controllers: [RoundsController, RankingsController],
  providers: [
    CreateRound,
    RoundReferences,
    CollectCandidates,
    FreezeRound,
    ConfirmRound,
    CancelRound,
    ShowOwnLines,
    ShowSelectionRanking,
    ShowRounds,
    SelectionReportFile,
    VerifySnapshot,
    SelectionChecks,
    CandidateFactsReader,
    RoundDirectory,
    RoundRepository,
  ],
  exports: [CreateRound, FreezeRound, ConfirmRound, RoundDirectory, ShowOwnLines],
})
export class SelectionsModule implements OnModuleInit {
  constructor(
    private readonly audits: AuditChecks,
    private readonly checks: SelectionChecks,
  ) {}

  onModuleInit(): void {
    this.audits.declare(...this.checks.all());
  }
}
