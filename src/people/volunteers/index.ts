/** The only door of this module. */
export { AbsorbVolunteer, type Absorption } from './person/application/absorb-volunteer';
export {
  type CandidateFinding,
  CheckRegistrations,
  type KnownVolunteer,
  type RegistrationCandidate,
} from './registration/application/check-registrations';
export { AuditReasons } from './person/application/audit-reasons';
export { ChangePhone } from './person/application/change-phone';
export { type ConsentState, GrantConsent, type GrantConsentCommand } from './consent/application/grant-consent';
export { OpenVolunteerAccount, type OpenVolunteerAccountCommand } from './person/application/open-volunteer-account';
export { IdNumberAccess } from './minors/application/id-number-access';
export { PersonExports, type PersonTable } from './person/application/person-exports';
export { PersonTraces } from './person/application/person-traces';
export { RecogniseVolunteer } from './person/application/recognise-volunteer';
export { RegisterVolunteer, type RegisterVolunteerCommand, type Registration } from './registration/application/register-volunteer';
export { RehomeVolunteer } from './person/application/rehome-volunteer';
export { RequestClosing, type RequestClosingCommand } from './closing/application/request-closing';
export { RequestCorrection, type RequestCorrectionCommand } from './corrections/application/request-correction';
export { RequestReveal } from './minors/application/request-reveal';
export { ReviewBatch, type ReviewLine } from './registration/application/review-batch';
export { ReviewLineResponse } from './registration/http/review-line.response';
export { ReviewVolunteer, type ReviewVolunteerCommand, type VolunteerStatusView } from './registration/application/review-volunteer';
export { VolunteerAccounts } from './person/application/volunteer-accounts';
export { WithdrawConsent, type WithdrawConsentCommand } from './consent/application/withdraw-consent';
export { type AgeDecision, isMinorOn, mayTakePart, needsGuardianConsentOn, type RiskLevel } from './person/domain/age-rules';
export type { ConsentPurpose, GivenConsent } from './person/domain/consent';
export type { PublicPlace } from './consent/domain/public-name';
export { maskIdNumber, maskName, maskPhone } from './person/domain/masking';
export { nameInitials } from './person/domain/name-initials';
export { readIdNumber } from './person/domain/id-number';
export { readMobilePhone } from './person/domain/phone';
export { type AvailabilitySlot, type PoliticalStatus, politicalStatuses } from './person/domain/profile';
export type { VolunteerStatus } from './person/domain/volunteer-status';
export { volunteerErrors } from './errors';
export { type FieldSealer, PersonalFields, type SealedPhone } from './person/persistence/personal-fields';
export { type DisplayName, VolunteerDirectory, type VolunteerView } from './person/persistence/volunteer-directory';
export { PublicNames, type PublicPerson } from './consent/persistence/public-names';
export { VolunteersModule } from './volunteers.module';
