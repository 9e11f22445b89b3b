import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { Module, type OnModuleInit } from '@nestjs/common';
import { ActivitiesModule } from '../activities';
import { AttachmentsModule } from '../attachments';
import { AttendanceModule } from '../attendance';
import { DivisionsModule } from '../../place/divisions';
import { DutyModule } from '../../people/duty';
import { HouseholdsModule } from '../../people/households';
import { LedgerModule } from '../../ledger/ledger';
import { NoticesModule } from '../../people/notices';
import { OversightModule } from '../oversight';
import { PointsModule } from '../../ledger/points';
import { PoliciesModule } from '../../place/policies';
import { TeamsModule } from '../../people/teams';
import { PersonExports, PersonTraces, VolunteersModule } from '../../people/volunteers';
import { AskCorrection } from './application/ask-correction';
import { RecordCorrectionKind } from './application/record-correction-kind';
import { RevisionPosting } from './application/revision-posting';
import { AnswerObjection } from './application/answer-objection';
import { ApplyRecompute } from './application/apply-recompute';
import { BackfillRecord } from './application/backfill-record';
import { CapPosting } from './application/cap-posting';
import { ComputeHours } from './application/compute-hours';
import { ConfirmDue } from './application/confirm-due';
import { CorrectRecord } from './application/correct-record';
import { DecideCap, DecisionSources } from './application/decide-cap';
import { DecideRecompute } from './application/decide-recompute';
import { RecomputePeriod } from './application/recompute-period';
import { RecomputePlanner } from './application/recompute-planner';
import { RecomputePosting } from './application/recompute-posting';
import { ShowRecompute } from './application/show-recompute';
import { RecomputeController } from './http/recompute.controller';
import { RecomputeJobHandlers } from './jobs/recompute-job-handlers';
import { RecomputeRepository } from './persistence/recompute.repository';
import { DecideRecord } from './application/decide-record';
import { HoursComputer } from './application/hours-computer';
import { CompletionClocks } from './application/completion-clocks';
import { DenyRecord } from './application/deny-record';
import { ListCaps } from './application/list-caps';
import { ListMissingCheckOuts } from './application/list-missing-check-outs';
import { ListObjections } from './application/list-objections';
import { ListUnfinished } from './application/list-unfinished';
import { ObjectionFiling } from './application/objection-filing';
import { RemindCheckOuts } from './application/remind-check-outs';
import { RemindCompletion } from './application/remind-completion';
import { TellAutoClosed } from './application/tell-auto-closed';
import { LateEvidence } from './application/late-evidence';
import { ListRecords } from './application/list-records';
import { PlacePublicity } from './application/place-publicity';
import { ProposalRules, ProposeCheckOut } from './application/propose-check-out';
import { PublicityPeriods } from './application/publicity-period';
import { RaiseObjection } from './application/raise-objection';
import { RecordApproval } from './application/record-approval';
import { RecordInvestigations } from './application/record-investigations';
import { RecordReversal } from './application/record-reversal';
import { ReplyToCall } from './application/reply-to-call';
import { RecordStandings } from './application/record-standings';
import { SecondApprovals } from './application/second-approvals';
import { ShowOwnRecord } from './application/show-own-record';
import { RecordGuard } from './application/record-guard';
import { PreviewCheckOut } from './application/preview-check-out';
import { RecordProofs } from './application/record-proofs';
import { RecordPublicity } from './application/record-publicity';
import { RecordTimes } from './application/record-times';
import { TakenAttendance } from './application/taken-attendance';
import { ShiftPlans } from './application/shift-plans';
import { CapsController } from './http/caps.controller';
import { OwnRecordsController } from './http/own-records.controller';
import { RecordsController } from './http/records.controller';
import { ReviewQueuesController } from './http/review-queues.controller';
import { ReminderJobHandlers } from './jobs/reminder-job-handlers';
import { RecordJobHandlers } from './jobs/record-job-handlers';
import { ApprovalRepository } from './persistence/approval.repository';
import { CapQueue } from './persistence/cap-queue';
import { MissingCheckOuts } from './persistence/missing-check-outs';
import { ObjectionDirectory } from './persistence/objection-directory';
import { ReminderFacts } from './persistence/reminder-facts';
import { UnfinishedRecords } from './persistence/unfinished-records';
import { ObjectionRepository } from './persistence/objection.repository';
import { RecordDirectory } from './persistence/record-directory';
import { ServiceRecordRepository } from './persistence/service-record.repository';
import { hoursChecks } from './persistence/hours-checks';
import { personTraces } from './persistence/person-traces';
import { personTables } from './persistence/person-tables';
import { RecordCorrectionsController } from './http/record-corrections.controller';
import { ObjectionsController } from './http/objections.controller';
import { OwnObjectionsController } from './http/own-objections.controller';

const useCases = [
  ComputeHours,
  ConfirmDue,
  DecideRecord,
  CorrectRecord,
  BackfillRecord,
  ProposeCheckOut,
  RaiseObjection,
  DenyRecord,
  ReplyToCall,
  AnswerObjection,
  ListRecords,
  ShowOwnRecord,
  DecideCap,
  ListCaps,
  ListMissingCheckOuts,
  ListObjections,
  ListUnfinished,
  PreviewCheckOut,
  RemindCheckOuts,
  RemindCompletion,
  TellAutoClosed,
  ApplyRecompute,
  DecideRecompute,
  RecomputePeriod,
  ShowRecompute,
];

@Module({
  imports: [
    ActivitiesModule,
    AttachmentsModule,
    AttendanceModule,
    DivisionsModule,
    DutyModule,
    HouseholdsModule,
    LedgerModule,
    NoticesModule,
    OversightModule,
    PointsModule,
    PoliciesModule,
    TeamsModule,
    VolunteersModule,
  ],
  controllers: [
    OwnObjectionsController,
    ObjectionsController,
    RecordCorrectionsController,
    RecordsController,
    OwnRecordsController,
    CapsController,
    ReviewQueuesController,
    RecomputeController,
  ],
  providers: [
    ...useCases,
    HoursComputer,
    LateEvidence,
    PlacePublicity,
    PublicityPeriods,
    ProposalRules,
    RecordApproval,
    RecordGuard,
    RecordPublicity,
    RecordProofs,
    RecordTimes,
    ShiftPlans,
    TakenAttendance,
    RecordJobHandlers,
    ObjectionRepository,
    RecordDirectory,
    ServiceRecordRepository,
    ApprovalRepository,
    CapPosting,
    CapQueue,
    DecisionSources,
    RecordInvestigations,
    RecordReversal,
    RecordStandings,
    SecondApprovals,
    CompletionClocks,
    MissingCheckOuts,
    ObjectionDirectory,
    ObjectionFiling,
    ReminderFacts,
    ReminderJobHandlers,
    UnfinishedRecords,
    RecomputeJobHandlers,
    RecomputePlanner,
    RecomputePosting,
    RecomputeRepository,
    AskCorrection,
    RecordCorrectionKind,
    RevisionPosting,
  ],
  exports: [...useCases, RecordDirectory, LateEvidence, PlacePublicity],
})
export class ServiceHoursModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
    private readonly audits: AuditChecks,
  ) {}

  onModuleInit(): void {
    this.traces.declare('service-hours', personTraces);
    this.exports.declare('service-hours', personTables);
    this.audits.declare(...hoursChecks);
  }
}
