/** The only door of this module. */
export { DecidePunchClaim, type DecidePunchClaimCommand } from './application/decide-punch-claim';
export { lateEntryErrors } from './errors';
export { LateEntriesModule } from './late-entries.module';
