/** The only door of this module. */
export { ApplyPhoneChanges } from './application/apply-phone-changes';
export { VolunteerAccessModule } from './volunteer-access.module';
