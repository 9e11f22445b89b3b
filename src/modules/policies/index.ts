/** The only door of this module. */
export { ImportCalendar, type ImportCalendarCommand, type ImportedCalendar } from './application/import-calendar';
export { PublishPolicy, type PublishedPolicy, type PublishPolicyCommand } from './application/publish-policy';
export { SeedDefaults } from './application/seed-defaults';
export { policyErrors } from './errors';
export { PoliciesModule } from './policies.module';
export { definePolicyKind, type PolicyHead, type PolicyKind, type PolicyKindName } from './policy-kind';
export { type EffectivePolicy, PolicyDirectory, type PolicyView } from './persistence/policy-directory';
export { type CalendarTable, WorkingCalendar } from './persistence/working-calendar';
