import { Module, type OnModuleInit } from '@nestjs/common';
import { PersonExports, PersonTraces, VolunteersModule } from '../../people/volunteers';
import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { WaitingQueues } from '../../platform/security/waiting';
import { capsQueue, DayCapsModule } from './caps';
import { HoursComputingModule } from './computing';
import { RecordCorrectionsModule } from './corrections';
import { ObjectionsModule, objectionsQueue } from './objections';
import { personTables } from './person-tables';
import { personTraces } from './person-traces';
import { RecomputeModule, recomputeQueue } from './recompute';
import { hoursChecks, recordsQueue, ServiceRecordsModule } from './records';
import { ServiceRemindersModule } from './reminders';

/** From the lowest to the highest; each uses those before it by their doors. */
const subRooms = [
  HoursComputingModule,
  ServiceRecordsModule,
  ObjectionsModule,
  DayCapsModule,
  RecomputeModule,
  RecordCorrectionsModule,
  ServiceRemindersModule,
];

@Module({
  imports: [VolunteersModule, ...subRooms],
  exports: subRooms,
})
export class ServiceHoursModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
    private readonly audits: AuditChecks,
    queues: WaitingQueues,
  ) {
    queues.declare(recordsQueue, capsQueue, objectionsQueue, recomputeQueue);
  }

  onModuleInit(): void {
    this.traces.declare('service-hours', personTraces);
    this.exports.declare('service-hours', personTables);
    this.audits.declare(...hoursChecks);
  }
}
