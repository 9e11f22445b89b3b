/** The only door of this sub-room. */
export { registeredAgain } from './jobs/registration-jobs';
export {
  type CandidateFinding,
  CheckRegistrations,
  type KnownVolunteer,
  type RegistrationCandidate,
} from './application/check-registrations';
export { RegisterVolunteer, type RegisterVolunteerCommand, type Registration } from './application/register-volunteer';
export { ReviewBatch, type ReviewLine } from './application/review-batch';
export { ReviewVolunteer, type ReviewVolunteerCommand, type VolunteerStatusView } from './application/review-volunteer';
export { ShowRegistrations } from './application/show-registrations';
export { ReviewRequest, VolunteerStatusResponse } from './http/registration.requests';
export { ReviewLineResponse } from './http/review-line.response';
export { VolunteerRegistrationModule } from './registration.module';
export { registrationsQueue } from './persistence/registrations-queue';
