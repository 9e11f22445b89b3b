/** The only door of this module. */
export {
  AttendanceDirectory,
  attendancePolicyKind,
  type ClaimWatchers,
  type CountingPunch,
  KeepClaims,
  type LatePunch,
  LatePunchRepository,
  type PunchClaim,
  PunchClaimRepository,
  type PunchDirection,
  type PunchKey,
  type PunchReceipt,
  PunchTimes,
  punchWindow,
  type RecordedPunchMethod,
  RecordPunch,
  type RecordPunchCommand,
  type ShownPunch,
  requireHeld,
  ShiftFactsSource,
  type StoredClaim,
} from './punching';
export {
  CalledPeople,
  type RestIsHereCommand,
  type RollCallAnswer,
  type RollCallLine,
  RunRollCall,
  StaffPunch,
  type StaffPunchCommand,
  type TakenPresence,
  TellCalled,
} from './roll-call';
export { PunchByScan, type PunchByScanCommand, ScanTickets, ShowCode, type ShownCode } from './scan';
export { DropPositions } from './geofence';
export { Kiosk } from './kiosk';
export { type OfflineRollCallCommand, type OwnLine, RunOfflineRollCall, TakeOwnPunches } from './offline';
export { outcomesDue, SettleSignups } from './outcomes';
export { AttendanceModule } from './attendance.module';
export { attendanceErrors } from './errors';
