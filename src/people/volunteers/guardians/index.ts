/** The only door of this sub-room. */
export { AskGuardian, type NamedGuardian } from './application/ask-guardian';
export { GuardianLinks } from './application/guardian-links';
export { type GuardianStanding, GuardianStandings } from './application/guardian-standings';
export { type GuardianFlag, guardianFlags } from './domain/guardian-request';
export { guardianChecks } from './persistence/guardian-checks';
export { guardianRequestsQueue } from './persistence/guardian-requests-queue';
export { GuardianPhones } from './application/guardian-phones';
export { GuardiansModule } from './guardians.module';
export {
  FLAG_WORDS,
  GuardianLinkRequest,
  GuardianStandingResponse,
  NamedGuardianRequest,
} from './http/guardian.requests';
