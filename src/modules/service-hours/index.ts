/** The only door of this module. */
export { AnswerObjection, type AnswerObjectionCommand } from './application/answer-objection';
export { BackfillRecord, type BackfillRecordCommand } from './application/backfill-record';
export { ComputeHours } from './application/compute-hours';
export { ConfirmDue } from './application/confirm-due';
export { CorrectRecord, type CorrectRecordCommand } from './application/correct-record';
export { DecideRecord, type DecideRecordCommand } from './application/decide-record';
export { LateEvidence, type LateEvidenceOf } from './application/late-evidence';
export { ListRecords, type OwnRecord, type PublicRecord, type StaffRecord } from './application/list-records';
export { ProposeCheckOut, type ProposeCheckOutCommand } from './application/propose-check-out';
export { type ObjectionRef, RaiseObjection, type RaiseObjectionCommand } from './application/raise-objection';
export type { RecordChange } from './application/record-change';
export type { EvidenceGrade } from './domain/hours-types';
export { type WorkingCalendar, addWorkingDays, workingDaysBetween } from './domain/working-days';
export { serviceHoursErrors } from './errors';
export { type ConfirmedRecord, type MinutesByGrade, RecordDirectory } from './persistence/record-directory';
export { ServiceHoursModule } from './service-hours.module';
