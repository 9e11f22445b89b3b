import { WaitingQueues } from '../../platform/security/waiting';
import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { DivisionsModule } from '../../place/divisions';
import { NoticesModule } from '../../people/notices';
import { PhoneSignInModule } from '../../people/phone-sign-in';
import { PoliciesModule } from '../../place/policies';
import { PersonExports, PersonTraces, VolunteersModule } from '../../people/volunteers';
import { DrawVisits } from './application/draw-visits';
import { RaiseSignals } from './application/raise-signals';
import { RegistrationVisits } from './application/registration-visits';
import { ReviewSignals } from './application/review-signals';
import { Sanctions } from './application/sanctions';
import { SignalLimitsSource } from './application/signal-limits-source';
import { SpotChecks, SpotCheckSeeds } from './application/spot-checks';
import { TellNotFound } from './application/tell-not-found';
import { OversightController } from './http/oversight.controller';
import { VisitsController } from './http/visits.controller';
import { SignalJobHandlers } from './jobs/signal-job-handlers';
import { VisitJobHandlers } from './jobs/visit-job-handlers';
import { SignalFacts } from './persistence/signal-facts';
import { PersonSignals } from './persistence/person-signals';
import { SignalRepository } from './persistence/signal.repository';
import { SpotCheckRepository } from './persistence/spot-check.repository';
import { visitChecks } from './persistence/visit-checks';
import { VisitRepository } from './persistence/visit.repository';
import { personTraces } from './persistence/person-traces';
import { personTables } from './persistence/person-tables';
import { signalsQueue } from './persistence/signals-queue';
import { visitsQueue } from './persistence/visits-queue';

@Module({
  imports: [DivisionsModule, NoticesModule, PhoneSignInModule, PoliciesModule, VolunteersModule],
  controllers: [OversightController, VisitsController],
  providers: [
    RaiseSignals,
    ReviewSignals,
    Sanctions,
    SpotChecks,
    SpotCheckSeeds,
    SignalFacts,
    SignalLimitsSource,
    SignalJobHandlers,
    SignalRepository,
    PersonSignals,
    SpotCheckRepository,
    ...[DrawVisits, RegistrationVisits, TellNotFound, VisitJobHandlers, VisitRepository],
  ],
  exports: [DrawVisits, PersonSignals, RegistrationVisits, RaiseSignals, ReviewSignals, Sanctions, SpotChecks],
})
export class OversightModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
    private readonly audits: AuditChecks,
    queues: WaitingQueues,
  ) {
    queues.declare(signalsQueue, visitsQueue);
  }

  onModuleInit(): void {
    this.traces.declare('oversight', personTraces);
    this.exports.declare('oversight', personTables);
    this.audits.declare(...visitChecks);
  }
}
