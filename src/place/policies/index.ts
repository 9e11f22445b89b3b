/** The only door of this module. */
export { type AskedCalendar, ImportCalendar, type ImportCalendarCommand } from './application/import-calendar';
export type { ImportedCalendar } from './application/import-calendar-kind';
export { type AskedPolicy, PublishPolicy, type PublishPolicyCommand } from './application/publish-policy';
export type { PublishedPolicy } from './application/publish-policy-kind';
export { SeedDefaults } from './application/seed-defaults';
export type { PolicyLimits } from './domain/policy-limits';
export { policyErrors } from './errors';
export { PoliciesModule } from './policies.module';
export { type CodeNames, definePolicyKind, type PolicyHead, type PolicyKind, type PolicyKindName } from './policy-kind';
export { type EffectivePolicy, PolicyDirectory, type PolicyView } from './persistence/policy-directory';
export { type CalendarTable, WorkingCalendar } from './persistence/working-calendar';
