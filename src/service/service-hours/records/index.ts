/** The only door of this sub-room. */
export { BackfillRecord, type BackfillRecordCommand } from './application/backfill-record';
export { ConfirmDue } from './application/confirm-due';
export { DecideRecord, type DecideRecordCommand } from './application/decide-record';
export { ListRecords, type OwnRecord, type PublicRecord, type StaffRecord } from './application/list-records';
export { pointsFactsOf } from './application/points-facts';
export { type CheckOutPreview, PreviewCheckOut } from './application/preview-check-out';
export { ProposeCheckOut, type ProposeCheckOutCommand } from './application/propose-check-out';
export { changeOf, type RecordChange } from './application/record-change';
export { RecordGuard } from './application/record-guard';
export { RecordStandings } from './application/record-standings';
export { RecordTimes, type ServedTimes } from './application/record-times';
export { SecondApprovals } from './application/second-approvals';
export { type OwnRecordDetail, ShowOwnRecord } from './application/show-own-record';
export { type CapLevel, decideCap } from './domain/cap-decision';
export { RecordChangeResponse } from './http/record.requests';
export { ApprovalRepository, type NewCapDecision } from './persistence/approval.repository';
export { hoursChecks } from './persistence/hours-checks';
export {
  type DenialChannel,
  denialChannels,
  type Objection,
  ObjectionRepository,
} from './persistence/objection.repository';
export { type ConfirmedRecord, type MinutesByGrade, RecordDirectory } from './persistence/record-directory';
export { ServiceRecordsModule } from './records.module';
export { recordsQueue } from './persistence/records-queue';
