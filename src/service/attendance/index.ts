/** The only door of this module. */
export { type ClaimWatchers, KeepClaims } from './application/keep-claims';
export type { PunchReceipt } from './application/punch-receipt';
export { TellCalled } from './application/tell-called';
export { PunchByScan, type PunchByScanCommand } from './application/punch-by-scan';
export { PunchTimes } from './application/punch-times';
export { RecordPunch, type RecordPunchCommand } from './application/record-punch';
export { DropPositions } from './application/drop-positions';
export { Kiosk } from './application/kiosk';
export { requireHeld } from './application/require-held';
export { RunOfflineRollCall, type OfflineRollCallCommand } from './application/run-offline-roll-call';
export {
  type RollCallAnswer,
  type RestIsHereCommand,
  type RollCallLine,
  RunRollCall,
} from './application/run-roll-call';
export { SettleSignups } from './application/settle-signups';
export { ScanTickets } from './application/scan-tickets';
export { ShowCode, type ShownCode } from './application/show-code';
export { StaffPunch, type StaffPunchCommand } from './application/staff-punch';
export { AttendanceModule } from './attendance.module';
export { attendancePolicyKind } from './attendance-policy-kind';
export { CalledPeople, type TakenPresence } from './persistence/called-people';
export { ShiftFactsSource } from './application/shift-facts';
export { punchWindow } from './domain/decide-punch';
export { type PunchDirection } from './domain/rotating-code';
export { attendanceErrors } from './errors';
export { outcomesDue } from './jobs/outcome-jobs';
export { AttendanceDirectory, type CountingPunch, type RecordedPunchMethod } from './persistence/attendance-directory';
export {
  type PunchClaim,
  PunchClaimRepository,
  type PunchKey,
  type StoredClaim,
} from './persistence/punch-claim.repository';
export { type LatePunch, LatePunchRepository } from './persistence/late-punch.repository';
