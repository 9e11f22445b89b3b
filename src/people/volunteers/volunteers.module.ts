import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { WaitingQueues } from '../../platform/security/waiting';
import { closingsQueue, VolunteerClosingModule } from './closing';
import { ConsentModule } from './consent';
import { correctionsQueue, IdentityCorrectionsModule } from './corrections';
import { guardianChecks, guardianRequestsQueue, GuardiansModule } from './guardians';
import { IdNumbersModule } from './id-numbers';
import { MinorsModule, revealsQueue } from './minors';
import { PersonExports, PersonModule, PersonTraces } from './person';
import { personTables } from './person-tables';
import { personTraces } from './person-traces';
import { VolunteerProfileModule } from './profile';
import { registrationsQueue, VolunteerRegistrationModule } from './registration';
import { VolunteerSearchModule } from './search';

/** From the lowest to the highest; each uses those before it by their doors. */
const subRooms = [
  PersonModule,
  IdNumbersModule,
  ConsentModule,
  VolunteerClosingModule,
  MinorsModule,
  GuardiansModule,
  IdentityCorrectionsModule,
  VolunteerRegistrationModule,
  VolunteerProfileModule,
  VolunteerSearchModule,
];

@Module({
  imports: [...subRooms],
  exports: subRooms,
})
export class VolunteersModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
    private readonly audits: AuditChecks,
    queues: WaitingQueues,
  ) {
    queues.declare(registrationsQueue, correctionsQueue, revealsQueue, closingsQueue, guardianRequestsQueue);
  }

  onModuleInit(): void {
    this.traces.declare('volunteers', personTraces);
    this.exports.declare('volunteers', personTables);
    this.audits.declare(...guardianChecks);
  }
}
