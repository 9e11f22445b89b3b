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
import { AskCorrection } from './corrections/application/ask-correction';
import { RecordCorrectionKind } from './corrections/application/record-correction-kind';
import { RevisionPosting } from './recompute/application/revision-posting';
import { AnswerObjection } from './objections/application/answer-objection';
import { ApplyRecompute } from './recompute/application/apply-recompute';
import { BackfillRecord } from './records/application/backfill-record';
import { CapPosting } from './caps/application/cap-posting';
import { ComputeHours } from './computing/application/compute-hours';
import { ConfirmDue } from './records/application/confirm-due';
import { CorrectRecord } from './corrections/application/correct-record';
import { DecideCap, DecisionSources } from './caps/application/decide-cap';
import { DecideRecompute } from './recompute/application/decide-recompute';
import { RecomputePeriod } from './recompute/application/recompute-period';
import { RecomputePlanner } from './recompute/application/recompute-planner';
import { RecomputePosting } from './recompute/application/recompute-posting';
import { ShowRecompute } from './recompute/application/show-recompute';
import { RecomputeController } from './recompute/http/recompute.controller';
import { RecomputeJobHandlers } from './recompute/jobs/recompute-job-handlers';
import { RecomputeRepository } from './recompute/persistence/recompute.repository';
import { DecideRecord } from './records/application/decide-record';
import { HoursComputer } from './computing/application/hours-computer';
import { CompletionClocks } from './reminders/application/completion-clocks';
import { DenyRecord } from './objections/application/deny-record';
import { ListCaps } from './caps/application/list-caps';
import { ListMissingCheckOuts } from './reminders/application/list-missing-check-outs';
import { ListObjections } from './objections/application/list-objections';
import { ListUnfinished } from './reminders/application/list-unfinished';
import { ObjectionFiling } from './objections/application/objection-filing';
import { RemindCheckOuts } from './reminders/application/remind-check-outs';
import { RemindCompletion } from './reminders/application/remind-completion';
import { TellAutoClosed } from './reminders/application/tell-auto-closed';
import { LateEvidence } from './corrections/application/late-evidence';
import { ListRecords } from './records/application/list-records';
import { PlacePublicity } from './computing/application/place-publicity';
import { ProposalRules, ProposeCheckOut } from './records/application/propose-check-out';
import { PublicityPeriods } from './computing/application/publicity-period';
import { RaiseObjection } from './objections/application/raise-objection';
import { RecordApproval } from './records/application/record-approval';
import { RecordInvestigations } from './caps/application/record-investigations';
import { RecordReversal } from './recompute/application/record-reversal';
import { ReplyToCall } from './objections/application/reply-to-call';
import { RecordStandings } from './records/application/record-standings';
import { SecondApprovals } from './records/application/second-approvals';
import { ShowOwnRecord } from './records/application/show-own-record';
import { RecordGuard } from './records/application/record-guard';
import { PreviewCheckOut } from './records/application/preview-check-out';
import { RecordProofs } from './records/application/record-proofs';
import { RecordPublicity } from './records/application/record-publicity';
import { RecordTimes } from './records/application/record-times';
import { TakenAttendance } from './computing/application/taken-attendance';
import { ShiftPlans } from './computing/application/shift-plans';
import { CapsController } from './caps/http/caps.controller';
import { OwnRecordsController } from './records/http/own-records.controller';
import { RecordsController } from './records/http/records.controller';
import { ReviewQueuesController } from './reminders/http/review-queues.controller';
import { ReminderJobHandlers } from './reminders/jobs/reminder-job-handlers';
import { RecordJobHandlers } from './records/jobs/record-job-handlers';
import { ApprovalRepository } from './records/persistence/approval.repository';
import { CapQueue } from './caps/persistence/cap-queue';
import { MissingCheckOuts } from './reminders/persistence/missing-check-outs';
import { ObjectionDirectory } from './objections/persistence/objection-directory';
import { ReminderFacts } from './reminders/persistence/reminder-facts';
import { UnfinishedRecords } from './reminders/persistence/unfinished-records';
import { ObjectionRepository } from './records/persistence/objection.repository';
import { RecordDirectory } from './records/persistence/record-directory';
import { ServiceRecordRepository } from './computing/persistence/service-record.repository';
import { hoursChecks } from './records/persistence/hours-checks';
import { personTraces } from './person-traces';
import { personTables } from './person-tables';
import { RecordCorrectionsController } from './corrections/http/record-corrections.controller';
import { ObjectionsController } from './objections/http/objections.controller';
import { OwnObjectionsController } from './objections/http/own-objections.controller';

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
