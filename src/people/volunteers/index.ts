/** The only door of this module. */
export { AbsorbVolunteer, type Absorption } from './application/absorb-volunteer';
export {
  type CandidateFinding,
  CheckRegistrations,
  type KnownVolunteer,
  type RegistrationCandidate,
} from './application/check-registrations';
export { AuditReasons } from './application/audit-reasons';
export { ChangePhone } from './application/change-phone';
export { type ConsentState, GrantConsent, type GrantConsentCommand } from './application/grant-consent';
export { OpenVolunteerAccount, type OpenVolunteerAccountCommand } from './application/open-volunteer-account';
export { IdNumberAccess } from './application/id-number-access';
export { PersonExports, type PersonTable } from './application/person-exports';
export { PersonTraces } from './application/person-traces';
export { RecogniseVolunteer } from './application/recognise-volunteer';
export { RegisterVolunteer, type RegisterVolunteerCommand, type Registration } from './application/register-volunteer';
export { RehomeVolunteer } from './application/rehome-volunteer';
export { RequestClosing, type RequestClosingCommand } from './application/request-closing';
export { RequestCorrection, type RequestCorrectionCommand } from './application/request-correction';
export { RequestReveal } from './application/request-reveal';
export { ReviewBatch, type ReviewLine } from './application/review-batch';
export { ReviewLineResponse } from './http/review-line.response';
export { ReviewVolunteer, type ReviewVolunteerCommand, type VolunteerStatusView } from './application/review-volunteer';
export { VolunteerAccounts } from './application/volunteer-accounts';
export { WithdrawConsent, type WithdrawConsentCommand } from './application/withdraw-consent';
export { type AgeDecision, isMinorOn, mayTakePart, needsGuardianConsentOn, type RiskLevel } from './domain/age-rules';
export type { ConsentPurpose, GivenConsent } from './domain/consent';
export type { PublicPlace } from './domain/public-name';
export { maskIdNumber, maskName, maskPhone } from './domain/masking';
export { nameInitials } from './domain/name-initials';
export { readIdNumber } from './domain/id-number';
export { readMobilePhone } from './domain/phone';
export { type AvailabilitySlot, type PoliticalStatus, politicalStatuses } from './domain/profile';
export type { VolunteerStatus } from './domain/volunteer-status';
export { volunteerErrors } from './errors';
export { type FieldSealer, PersonalFields, type SealedPhone } from './persistence/personal-fields';
export { type DisplayName, VolunteerDirectory, type VolunteerView } from './persistence/volunteer-directory';
export { PublicNames, type PublicPerson } from './persistence/public-names';
export { VolunteersModule } from './volunteers.module';
