import { AuditChecks } from '../../platform/audit/audit-checks';
import { Module, type OnModuleInit } from '@nestjs/common';
import { AwardChecks } from './application/award-checks';
import { DivisionsModule } from '../../place/divisions';
import { EvidenceModule } from '../../ledger/evidence';
import { HeadsModule } from '../../people/heads';
import { PoliciesModule } from '../../place/policies';
import { PersonTraces, VolunteersModule } from '../../people/volunteers';
import { Assessing, AssessmentKinds } from './application/assessment-kinds';
import { RecordAssessment, ShowAssessments, VoidAssessment } from './application/assessments';
import { CollectCandidates } from './application/collect-candidates';
import { CreateRound, RoundReferences } from './application/create-round';
import { CancelRound, ConfirmRound } from './application/decide-round';
import { FreezeRound } from './application/freeze-round';
import { SelectionReportFile } from './application/selection-report';
import { ShowSelectionRanking } from './application/show-ranking';
import { ShowRounds } from './application/show-rounds';
import { VerifySnapshot } from './application/verify-snapshot';
import { AssessmentsController } from './http/assessments.controller';
import { RankingsController } from './http/rankings.controller';
import { RoundsController } from './http/rounds.controller';
import { AssessmentDirectory } from './persistence/assessment-directory';
import { AssessmentRepository } from './persistence/assessment.repository';
import { CandidateFactsReader } from './persistence/candidate-facts';
import { RoundDirectory } from './persistence/round-directory';
import { RoundRepository } from './persistence/round.repository';
import { personTraces } from './persistence/person-traces';

@Module({
  imports: [DivisionsModule, EvidenceModule, HeadsModule, PoliciesModule, VolunteersModule],
  controllers: [AssessmentsController, RoundsController, RankingsController],
  providers: [
    Assessing,
    AssessmentKinds,
    RecordAssessment,
    VoidAssessment,
    ShowAssessments,
    CreateRound,
    RoundReferences,
    CollectCandidates,
    FreezeRound,
    ConfirmRound,
    CancelRound,
    ShowSelectionRanking,
    ShowRounds,
    SelectionReportFile,
    VerifySnapshot,
    AwardChecks,
    AssessmentDirectory,
    AssessmentRepository,
    CandidateFactsReader,
    RoundDirectory,
    RoundRepository,
  ],
  exports: [RecordAssessment, CreateRound, FreezeRound, ConfirmRound, RoundDirectory],
})
export class AwardsModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly audits: AuditChecks,
    private readonly checks: AwardChecks,
  ) {}

  onModuleInit(): void {
    this.audits.declare(...this.checks.all());
    this.traces.declare('awards', personTraces);
  }
}
