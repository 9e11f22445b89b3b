import { Module } from '@nestjs/common';
import { LedgerModule } from '../../../ledger/ledger';
import { PointsModule } from '../../../ledger/points';
import { NoticesModule } from '../../../people/notices';
import { VolunteersModule } from '../../../people/volunteers';
import { DivisionsModule } from '../../../place/divisions';
import { ActivitiesModule } from '../../activities';
import { AttachmentsModule } from '../../attachments';
import { AttendanceModule } from '../../attendance';
import { OversightModule } from '../../oversight';
import { HoursComputingModule } from '../computing';
import { RecordsController } from './http/records.controller';
import { OwnRecordsController } from './http/own-records.controller';
import { BackfillRecord } from './application/backfill-record';
import { ConfirmDue } from './application/confirm-due';
import { DecideRecords } from './application/decide-records';
import { DecideRecord } from './application/decide-record';
import { ListRecords } from './application/list-records';
import { ProposalRules } from './application/propose-check-out';
import { ProposeCheckOut } from './application/propose-check-out';
import { RecordApproval } from './application/record-approval';
import { RecordStandings } from './application/record-standings';
import { SecondApprovals } from './application/second-approvals';
import { RecordCourses } from './application/record-course';
import { ShowRecordEvidence } from './application/show-record-evidence';
import { TeamsModule } from '../../../people/teams';
import { ShowOwnRecord } from './application/show-own-record';
import { RecordGuard } from './application/record-guard';
import { PreviewCheckOut } from './application/preview-check-out';
import { RecordProofs } from './application/record-proofs';
import { RecordPublicity } from './application/record-publicity';
import { RecordTimes } from './application/record-times';
import { RecordJobHandlers } from './jobs/record-job-handlers';
import { ApprovalRepository } from './persistence/approval.repository';
import { ObjectionRepository } from './persistence/objection.repository';
import { RecordDirectory } from './persistence/record-directory';

/** Service records from review to the ledger, and who may decide about them. */
@Module({
  imports: [
    LedgerModule,
    PointsModule,
    NoticesModule,
    TeamsModule,
    VolunteersModule,
    DivisionsModule,
    ActivitiesModule,
    AttachmentsModule,
    AttendanceModule,
    OversightModule,
    HoursComputingModule,
  ],
  controllers: [RecordsController, OwnRecordsController],
  providers: [
    BackfillRecord,
    ConfirmDue,
    DecideRecord,
    DecideRecords,
    ListRecords,
    ProposalRules,
    ProposeCheckOut,
    RecordApproval,
    RecordStandings,
    SecondApprovals,
    ShowOwnRecord,
    ShowRecordEvidence,
    RecordCourses,
    RecordGuard,
    PreviewCheckOut,
    RecordProofs,
    RecordPublicity,
    RecordTimes,
    RecordJobHandlers,
    ApprovalRepository,
    ObjectionRepository,
    RecordDirectory,
  ],
  exports: [
    BackfillRecord,
    ConfirmDue,
    DecideRecord,
    ListRecords,
    ProposeCheckOut,
    RecordStandings,
    SecondApprovals,
    ShowOwnRecord,
    RecordGuard,
    PreviewCheckOut,
    RecordTimes,
    ApprovalRepository,
    ObjectionRepository,
    RecordDirectory,
  ],
})
export class ServiceRecordsModule {}
