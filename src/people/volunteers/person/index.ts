/** The only door of this sub-room. */
export { AbsorbVolunteer, type Absorption } from './application/absorb-volunteer';
export { AuditReasons } from './application/audit-reasons';
export { ChangePhone } from './application/change-phone';
export { IdentityIntake, type Intake } from './application/identity-intake';
export { OpenVolunteerAccount, type OpenVolunteerAccountCommand } from './application/open-volunteer-account';
export { type FilledTable, PersonExports, type PersonTable } from './application/person-exports';
export { PersonTraces } from './application/person-traces';
export { RecogniseVolunteer } from './application/recognise-volunteer';
export { RehomeVolunteer } from './application/rehome-volunteer';
export { targetVolunteer } from './application/target-volunteer';
export { type NewAccount, type PreparedAccount, VolunteerAccounts } from './application/volunteer-accounts';
export {
  type AgeDecision,
  ageInYear,
  isMinorOn,
  minorFromYear,
  mayTakePart,
  needsGuardianConsentOn,
  type RiskLevel,
} from './domain/age-rules';
export {
  type ConsentChannel,
  consentChannels,
  type ConsentPurpose,
  consentPurposes,
  enteredChannels,
  type GivenConsent,
  maySelfRecord,
  registrationConsentProblem,
} from './domain/consent';
export { type Gender, type IdNumberProblem, readIdNumber } from './domain/id-number';
export { lastFourOfIdNumber, maskIdNumber, maskName, maskPhone, withoutNumbers } from './domain/masking';
export { nameInitials } from './domain/name-initials';
export { readMobilePhone } from './domain/phone';
export { changedDetails, type EmergencyContact, type PrivateDetails } from './domain/private-details';
export { type AvailabilitySlot, orderedAvailability, type PoliticalStatus, politicalStatuses } from './domain/profile';
export { decideStatus, type StatusCommand, type VolunteerStatus } from './domain/volunteer-status';
export {
  AvailabilitySlotRequest,
  EmergencyContactRequest,
  ProfileRequest,
  volunteerStatuses,
} from './http/profile.shapes';
export { FieldOpener, FieldSealer, PersonalFields, type SealedPhone } from './persistence/personal-fields';
export { ShownRows } from './persistence/shown-rows';
export { type DisplayName, VolunteerDirectory, type VolunteerView } from './persistence/volunteer-directory';
export {
  listColumns,
  type OwnDetails,
  type Stored,
  type VolunteerDetails,
  type VolunteerListItem,
  VolunteerQueries,
} from './persistence/volunteer-queries';
export { type ProfileChange, VolunteerRepository } from './persistence/volunteer.repository';
export { type RegistrationChannel, VolunteerRow } from './persistence/volunteer.row';
export { PersonModule } from './person.module';
