/** The only door of this module. */
export { type ClaimWatchers, KeepClaims } from './punching/application/keep-claims';
export type { PunchReceipt } from './punching/application/punch-receipt';
export { TellCalled } from './roll-call/application/tell-called';
export { PunchByScan, type PunchByScanCommand } from './scan/application/punch-by-scan';
export { PunchTimes } from './punching/application/punch-times';
export { RecordPunch, type RecordPunchCommand } from './punching/application/record-punch';
export { DropPositions } from './geofence/application/drop-positions';
export { Kiosk } from './kiosk/application/kiosk';
export { requireHeld } from './punching/application/require-held';
export { RunOfflineRollCall, type OfflineRollCallCommand } from './offline/application/run-offline-roll-call';
export {
  type RollCallAnswer,
  type RestIsHereCommand,
  type RollCallLine,
  RunRollCall,
} from './roll-call/application/run-roll-call';
export { SettleSignups } from './outcomes/application/settle-signups';
export { ScanTickets } from './scan/application/scan-tickets';
export { ShowCode, type ShownCode } from './scan/application/show-code';
export { StaffPunch, type StaffPunchCommand } from './roll-call/application/staff-punch';
export { AttendanceModule } from './attendance.module';
export { attendancePolicyKind } from './punching/attendance-policy-kind';
export { CalledPeople, type TakenPresence } from './roll-call/persistence/called-people';
export { ShiftFactsSource } from './punching/application/shift-facts';
export { punchWindow } from './punching/domain/decide-punch';
export { type PunchDirection } from './punching/domain/rotating-code';
export { attendanceErrors } from './errors';
export { outcomesDue } from './outcomes/jobs/outcome-jobs';
export { AttendanceDirectory, type CountingPunch, type RecordedPunchMethod } from './punching/persistence/attendance-directory';
export {
  type PunchClaim,
  PunchClaimRepository,
  type PunchKey,
  type StoredClaim,
} from './punching/persistence/punch-claim.repository';
export { type LatePunch, LatePunchRepository } from './punching/persistence/late-punch.repository';
