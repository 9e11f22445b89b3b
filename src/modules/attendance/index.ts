/** The only door of this module. */
export type { PunchReceipt } from './application/punch-desk';
export { RecordPunch, type RecordPunchCommand } from './application/record-punch';
export { Kiosk } from './application/kiosk';
export { RunOfflineRollCall, type OfflineRollCallCommand } from './application/run-offline-roll-call';
export { type RollCallAnswer, type RollCallLine, RunRollCall } from './application/run-roll-call';
export { ShowCode, type ShownCode } from './application/show-code';
export { StaffPunch, type StaffPunchCommand } from './application/staff-punch';
export { AttendanceModule } from './attendance.module';
export { type PunchDirection } from './domain/rotating-code';
export { attendanceErrors } from './errors';
export { AttendanceDirectory, type CountingPunch, type RecordedPunchMethod } from './persistence/attendance-directory';
export {
  type PunchClaim,
  PunchClaimRepository,
  type PunchKey,
  type StoredClaim,
} from './persistence/punch-claim.repository';
export { type LatePunch, LatePunchRepository } from './persistence/late-punch.repository';
