import { WaitingQueues } from '../../platform/security/waiting';
import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { Module, type OnModuleInit } from '@nestjs/common';
import { DivisionsModule } from '../../place/divisions';
import { LedgerModule } from '../../ledger/ledger';
import { NoticesModule } from '../../people/notices';
import { ServiceHoursModule } from '../service-hours';
import { PersonExports, PersonTraces, VolunteersModule } from '../../people/volunteers';
import { AnswerOpeningObjection } from './application/answer-opening-objection';
import { BrowseOpenings } from './application/browse-openings';
import { BrowsePublicOpenings } from './application/browse-public-openings';
import { DecideOpening } from './application/decide-opening';
import { OpeningReversalKind } from './application/opening-reversal-kind';
import { PostDueOpenings } from './application/post-due-openings';
import { RaiseOpeningObjection } from './application/raise-opening-objection';
import { SubmitOpening } from './application/submit-opening';
import { OpeningsController } from './http/openings.controller';
import { PublicOpeningsController } from './http/public-openings.controller';
import { OpeningJobHandlers } from './jobs/opening-job-handlers';
import { openingChecks } from './persistence/opening-checks';
import { OpeningLines } from './persistence/opening-lines';
import { OpeningObjectionRepository } from './persistence/opening-objection.repository';
import { OpeningRepository } from './persistence/opening.repository';
import { personTables } from './persistence/person-tables';
import { personTraces } from './persistence/person-traces';
import { openingImportsQueue } from './persistence/opening-imports-queue';
import { openingObjectionsQueue } from './persistence/opening-objections-queue';

@Module({
  imports: [...[DivisionsModule, LedgerModule, NoticesModule, ServiceHoursModule, VolunteersModule]],
  controllers: [OpeningsController, PublicOpeningsController],
  providers: [
    ...[AnswerOpeningObjection, BrowseOpenings, BrowsePublicOpenings, DecideOpening, PostDueOpenings],
    ...[RaiseOpeningObjection, SubmitOpening],
    ...[OpeningJobHandlers, OpeningReversalKind, OpeningLines, OpeningObjectionRepository, OpeningRepository],
  ],
})
export class OpeningsModule implements OnModuleInit {
  constructor(
    private readonly audits: AuditChecks,
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
    queues: WaitingQueues,
  ) {
    queues.declare(openingObjectionsQueue, openingImportsQueue);
  }

  onModuleInit(): void {
    this.audits.declare(...openingChecks);
    this.traces.declare('openings', personTraces);
    this.exports.declare('openings', personTables);
  }
}
