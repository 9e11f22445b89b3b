/** The only door of this module. */
export {
  AnswerObjection,
  type AnswerObjectionCommand,
  type CallReply,
  ListObjections,
  type ObjectionItem,
  type ObjectionRef,
  RaiseObjection,
  type RaiseObjectionCommand,
  ReplyToCall,
  type ReplyToCallCommand,
} from './objections';
export {
  ApplyRecompute,
  DecideRecompute,
  type DecideRecomputeCommand,
  type RecomputeLineView,
  RecomputePeriod,
  type RecomputePeriodCommand,
  type RecomputeView,
  ShowRecompute,
} from './recompute';
export {
  BackfillRecord,
  type BackfillRecordCommand,
  type CapLevel,
  type CheckOutPreview,
  ConfirmDue,
  type ConfirmedRecord,
  DecideRecord,
  type DecideRecordCommand,
  ListRecords,
  type MinutesByGrade,
  type OwnRecord,
  type OwnRecordDetail,
  PreviewCheckOut,
  ProposeCheckOut,
  type ProposeCheckOutCommand,
  type PublicRecord,
  type RecordChange,
  RecordDirectory,
  ShowOwnRecord,
  type StaffRecord,
} from './records';
export {
  addWorkingDays,
  ComputeHours,
  type EvidenceGrade,
  PlacePublicity,
  type WorkingCalendar,
  workingDaysBetween,
} from './computing';
export {
  type Correction,
  CorrectRecord,
  type CorrectRecordCommand,
  LateEvidence,
  type LateEvidenceOf,
} from './corrections';
export { type CapDecisionAnswer, type CapItem, DecideCap, type DecideCapCommand, ListCaps } from './caps';
export {
  ListMissingCheckOuts,
  ListUnfinished,
  type MissingCheckOut,
  RemindCheckOuts,
  RemindCompletion,
  TellAutoClosed,
  type UnfinishedItem,
} from './reminders';
export { serviceHoursErrors } from './errors';
export { ServiceHoursModule } from './service-hours.module';
