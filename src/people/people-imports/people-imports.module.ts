import { Module } from '@nestjs/common';
import { DivisionsModule } from '../../place/divisions';
import { KindsModule } from '../../place/kinds';
import { WaitingQueues } from '../../platform/security/waiting';
import { HeadsModule } from '../heads';
import { TeamsModule } from '../teams';
import { VolunteersModule } from '../volunteers';
import { ApplyImport } from './application/apply-import';
import { AppointmentListKind } from './application/appointments-kind';
import { AskPastTerms } from './application/ask-past-terms';
import { ClearImports } from './application/clear-imports';
import { DecideImport } from './application/decide-import';
import { ImportAccess } from './application/import-access';
import { ImportFiles } from './application/import-files';
import { ImportKinds } from './application/import-kinds';
import { AppointmentImport } from './application/kinds/appointment-import';
import { DivisionImport } from './application/kinds/division-import';
import { TeamImport } from './application/kinds/team-import';
import { VolunteerImport } from './application/kinds/volunteer-import';
import { ReviewImport } from './application/review-import';
import { ShowImports } from './application/show-imports';
import { StageImport } from './application/stage-import';
import { PeopleImportFilesController } from './http/people-import-files.controller';
import { PeopleImportsController } from './http/people-imports.controller';
import { ImportJobHandlers } from './jobs/import-job-handlers';
import { importReviewsQueue } from './persistence/import-reviews-queue';
import { PeopleImportQueries } from './persistence/people-import-queries';
import { PeopleImportRepository } from './persistence/people-import.repository';
import { StagedRows } from './persistence/staged-rows';

@Module({
  imports: [DivisionsModule, KindsModule, VolunteersModule, TeamsModule, HeadsModule],
  controllers: [PeopleImportsController, PeopleImportFilesController],
  providers: [
    ...[VolunteerImport, TeamImport, DivisionImport, AppointmentImport, ImportKinds],
    ...[StageImport, DecideImport, ApplyImport, ClearImports, ShowImports, ReviewImport, ImportFiles, ImportAccess],
    ...[AppointmentListKind, AskPastTerms],
    ...[ImportJobHandlers, PeopleImportRepository, PeopleImportQueries, StagedRows],
  ],
})
export class PeopleImportsModule {
  constructor(queues: WaitingQueues) {
    queues.declare(importReviewsQueue);
  }
}
