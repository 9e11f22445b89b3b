import { Module, type OnModuleInit } from '@nestjs/common';
import { HeadsModule } from '../../people/heads';
import { DivisionsModule } from '../../place/divisions';
import { PersonTraces, VolunteersModule } from '../../people/volunteers';
import { PoliciesModule } from '../../place/policies';
import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { SelectionsModule } from '../selections';
import { Assessing, AssessmentKinds } from './application/assessment-kinds';
import { RecordAssessment, VoidAssessment } from './application/assessments';
import { ShowAssessments } from './application/show-assessments';
import { ShowOwnOffices } from './application/show-own-offices';
import { AssessmentsController } from './http/assessments.controller';
import { OwnOfficesController } from './http/own-offices.controller';
import { assessmentChecks } from './persistence/assessment-checks';
import { AssessmentDirectory } from './persistence/assessment-directory';
import { AssessmentRepository } from './persistence/assessment.repository';
import { personTraces } from './persistence/person-traces';

@Module({
  imports: [DivisionsModule, HeadsModule, PoliciesModule, SelectionsModule, VolunteersModule],
  controllers: [AssessmentsController, OwnOfficesController],
  providers: [
    ...[Assessing, AssessmentKinds, RecordAssessment, VoidAssessment, ShowAssessments, ShowOwnOffices],
    ...[AssessmentDirectory, AssessmentRepository],
  ],
  exports: [RecordAssessment, VoidAssessment],
})
export class AssessmentsModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly audits: AuditChecks,
  ) {}

  onModuleInit(): void {
    this.audits.declare(...assessmentChecks);
    this.traces.declare('assessments', personTraces);
  }
}
