/** The only door of this sub-room. */
export { ComputeHours } from './application/compute-hours';
export { handsOf } from './application/hands-of-punches';
export { HoursComputer, inputOf, settledOf } from './application/hours-computer';
export { hoursPolicyKind } from './application/hours-policy-kind';
export { PlacePublicity } from './application/place-publicity';
export { PublicityPeriods } from './application/publicity-period';
export { type PlannedShift, ShiftPlans, suggestedOutAt } from './application/shift-plans';
export type { TakenOf } from './application/taken-attendance';
export { HoursComputingModule } from './computing.module';
export type { HoursPolicy } from './domain/hours-policy';
export {
  type EvidenceGrade,
  type HoursResult,
  type PunchPair,
  type RecordFlag,
  recordFlags,
} from './domain/hours-types';
export { localClock, untilText } from './domain/local-clock';
export { pairPunches } from './domain/pairing';
export { computePerson } from './domain/person-hours';
export { traceSentences } from './domain/trace-sentences';
export { addWorkingDays, type Known, type WorkingCalendar, workingDaysBetween } from './domain/working-days';
export { POSTING_SLICES, recordsDue, recordsDueInSlice } from './jobs/record-jobs';
export { recordColumns, type RecordStatus, recordStatuses, type ServiceRecord } from './persistence/service-record';
export {
  type ComputedRecord,
  type DueChoice,
  ServiceRecordRepository,
  type VolunteerSlice,
} from './persistence/service-record.repository';
