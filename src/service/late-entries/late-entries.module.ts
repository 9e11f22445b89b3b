import { WaitingQueues } from '../../platform/security/waiting';
import { Module, type OnModuleInit } from '@nestjs/common';
import { ActivitiesModule } from '../activities';
import { AttachmentsModule } from '../attachments';
import { AttendanceModule } from '../attendance';
import { OversightModule } from '../oversight';
import { ServiceHoursModule } from '../service-hours';
import { DivisionsModule } from '../../place/divisions';
import { PersonTraces, VolunteersModule } from '../../people/volunteers';
import { ApplyPaperSheet } from './application/apply-paper-sheet';
import { DeclarationRules } from './application/declaration-rules';
import { DeclareService } from './application/declare-service';
import { EnteredLineRules } from './application/entered-line-rules';
import { EnterPaperSheet } from './application/enter-paper-sheet';
import { ListPunchClaims } from './application/list-punch-claims';
import { OpenPaperSheet } from './application/open-paper-sheet';
import { PUNCH_BATCH, PunchBatchKind } from './application/punch-batch-kind';
import { ShowPaperSheets } from './application/show-paper-sheets';
import { ShowWaitingSheets } from './application/show-waiting-sheets';
import { TakeClaimsIn } from './application/take-claims-in';
import { ClaimsController } from './http/claims.controller';
import { SheetsController } from './http/sheets.controller';
import { ClaimQueue } from './persistence/claim-queue';
import { PaperSheetRepository } from './persistence/paper-sheet.repository';
import { personTraces } from './persistence/person-traces';
import { sheetsQueue } from './persistence/sheets-queue';
import { claimsQueue } from './persistence/claims-queue';

const useCases = [OpenPaperSheet, EnterPaperSheet, DeclareService];

/** What is entered after the fact: late punches, paper sheets, self-declarations. */
@Module({
  imports: [
    ActivitiesModule,
    AttachmentsModule,
    AttendanceModule,
    DivisionsModule,
    OversightModule,
    ServiceHoursModule,
    VolunteersModule,
  ],
  controllers: [ClaimsController, SheetsController],
  providers: [
    ...useCases,
    ...[
      PunchBatchKind,
      TakeClaimsIn,
      ListPunchClaims,
      ShowPaperSheets,
      ShowWaitingSheets,
      ApplyPaperSheet,
      DeclarationRules,
      EnteredLineRules,
    ],
    ...[ClaimQueue, PaperSheetRepository],
  ],
  exports: useCases,
})
export class LateEntriesModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    queues: WaitingQueues,
  ) {
    queues.declare(claimsQueue(PUNCH_BATCH), sheetsQueue);
  }

  onModuleInit(): void {
    this.traces.declare('late-entries', personTraces);
  }
}
