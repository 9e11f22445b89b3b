import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities';
import { AttachmentsModule } from '../attachments';
import { AttendanceModule } from '../attendance';
import { DivisionsModule } from '../divisions';
import { LedgerModule } from '../ledger';
import { PointsModule } from '../points';
import { PoliciesModule } from '../policies';
import { TeamsModule } from '../teams';
import { VolunteersModule } from '../volunteers';
import { AnswerObjection } from './application/answer-objection';
import { BackfillRecord } from './application/backfill-record';
import { ComputeHours } from './application/compute-hours';
import { ConfirmDue } from './application/confirm-due';
import { CorrectRecord } from './application/correct-record';
import { DecideRecord } from './application/decide-record';
import { HoursComputer } from './application/hours-computer';
import { LateEvidence } from './application/late-evidence';
import { ListRecords } from './application/list-records';
import { ProposalRules, ProposeCheckOut } from './application/propose-check-out';
import { PublicityPeriods } from './application/publicity-period';
import { RaiseObjection } from './application/raise-objection';
import { RecordApproval } from './application/record-approval';
import { RecordGuard } from './application/record-guard';
import { RecordProofs } from './application/record-proofs';
import { RecordPublicity } from './application/record-publicity';
import { RecordTimes } from './application/record-times';
import { ShiftPlans } from './application/shift-plans';
import { OwnRecordsController } from './http/own-records.controller';
import { RecordsController } from './http/records.controller';
import { RecordJobHandlers } from './jobs/record-job-handlers';
import { ObjectionRepository } from './persistence/objection.repository';
import { RecordDirectory } from './persistence/record-directory';
import { ServiceRecordRepository } from './persistence/service-record.repository';

const useCases = [
  ComputeHours,
  ConfirmDue,
  DecideRecord,
  CorrectRecord,
  BackfillRecord,
  ProposeCheckOut,
  RaiseObjection,
  AnswerObjection,
  ListRecords,
];

@Module({
  imports: [
    ActivitiesModule,
    AttachmentsModule,
    AttendanceModule,
    DivisionsModule,
    LedgerModule,
    PointsModule,
    PoliciesModule,
    TeamsModule,
    VolunteersModule,
  ],
  controllers: [RecordsController, OwnRecordsController],
  providers: [
    ...useCases,
    HoursComputer,
    LateEvidence,
    PublicityPeriods,
    ProposalRules,
    RecordApproval,
    RecordGuard,
    RecordPublicity,
    RecordProofs,
    RecordTimes,
    ShiftPlans,
    RecordJobHandlers,
    ObjectionRepository,
    RecordDirectory,
    ServiceRecordRepository,
  ],
  exports: [...useCases, RecordDirectory, LateEvidence],
})
export class ServiceHoursModule {}
