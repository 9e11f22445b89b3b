import { Module, type OnModuleInit } from '@nestjs/common';
import { DivisionsModule } from '../divisions';
import { PoliciesModule } from '../policies';
import { PersonExports, PersonTraces, VolunteersModule } from '../volunteers';
import { RaiseSignals } from './application/raise-signals';
import { ReviewSignals } from './application/review-signals';
import { Sanctions } from './application/sanctions';
import { SignalLimitsSource } from './application/signal-limits-source';
import { SpotChecks, SpotCheckSeeds } from './application/spot-checks';
import { OversightController } from './http/oversight.controller';
import { SignalJobHandlers } from './jobs/signal-job-handlers';
import { SignalFacts } from './persistence/signal-facts';
import { SignalRepository } from './persistence/signal.repository';
import { SpotCheckRepository } from './persistence/spot-check.repository';
import { personTraces } from './persistence/person-traces';
import { personTables } from './persistence/person-tables';

@Module({
  imports: [DivisionsModule, PoliciesModule, VolunteersModule],
  controllers: [OversightController],
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
    SpotCheckRepository,
  ],
  exports: [RaiseSignals, ReviewSignals, Sanctions, SpotChecks],
})
export class OversightModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
  ) {}

  onModuleInit(): void {
    this.traces.declare('oversight', personTraces);
    this.exports.declare('oversight', personTables);
  }
}
