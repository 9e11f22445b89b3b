/** The only door of this sub-room. */
export { ClaimWatchers, KeepClaims } from './application/keep-claims';
export { PunchDesk } from './application/punch-desk';
export { type CheckedSlip, PunchExplainer } from './application/punch-explainer';
export { claimSentences, DECLINED_SENTENCE, type PunchReceipt } from './application/punch-receipt';
export { PunchTimes } from './application/punch-times';
export { PunchWitness } from './application/punch-witness';
export { RecordPunch, type RecordPunchCommand } from './application/record-punch';
export { requireHeld } from './application/require-held';
export { type ShiftFacts, ShiftFactsSource } from './application/shift-facts';
export { attendancePolicyKind } from './attendance-policy-kind';
export { PUNCH_REFUSALS, type PunchRefusal, punchWindow } from './domain/decide-punch';
export { type ClaimCause, claimCauseOf } from './domain/offline-fate';
export type { OwnClaimFate } from './domain/own-claims';
export { punchPayloadHash } from './domain/payload-hash';
export { CODE_SLOT_MS, type PunchDirection, rotatingCodeAt } from './domain/rotating-code';
export {
  CodeField,
  DeviceIdField,
  DirectionField,
  OWN_KEY,
  PunchIdField,
  PunchReceiptResponse,
} from './http/punch.requests';
export {
  AttendanceDirectory,
  type CountingPunch,
  type RecordedPunchMethod,
  type ShownPunch,
} from './persistence/attendance-directory';
export { type LatePunch, LatePunchRepository } from './persistence/late-punch.repository';
export {
  type PunchClaim,
  PunchClaimRepository,
  type PunchKey,
  type StoredClaim,
} from './persistence/punch-claim.repository';
export { PunchingModule } from './punching.module';
