import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { Module, type OnModuleInit } from '@nestjs/common';
import { headChecks } from './persistence/head-checks';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DivisionsModule } from '../../place/divisions';
import { PersonExports, PersonTraces, VolunteersModule } from '../volunteers';
import { AppointHead } from './application/appoint-head';
import { AppointPastKind } from './application/appoint-past-kind';
import { Appointing } from './application/appointing';
import { EndAppointment } from './application/end-appointment';
import { EndPastKind } from './application/end-past-kind';
import { Ending } from './application/ending';
import { VolunteerAppointmentsController } from './http/volunteer-appointments.controller';
import { HeadsController } from './http/heads.controller';
import { HeadAppointmentRepository } from './persistence/head-appointment.repository';
import { HeadAppointmentRow } from './persistence/head-appointment.row';
import { HeadDirectory } from './persistence/head-directory';
import { HeadQueries } from './persistence/head-queries';
import { personTraces } from './persistence/person-traces';
import { personTables } from './persistence/person-tables';

@Module({
  imports: [TypeOrmModule.forFeature([HeadAppointmentRow]), DivisionsModule, VolunteersModule],
  controllers: [HeadsController, VolunteerAppointmentsController],
  providers: [
    ...[AppointHead, AppointPastKind, Appointing, EndAppointment, EndPastKind, Ending],
    ...[HeadAppointmentRepository, HeadDirectory, HeadQueries],
  ],
  exports: [AppointHead, EndAppointment, HeadDirectory],
})
export class HeadsModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
    private readonly audits: AuditChecks,
  ) {}

  onModuleInit(): void {
    this.audits.declare(...headChecks);
    this.traces.declare('heads', personTraces);
    this.exports.declare('heads', personTables);
  }
}
