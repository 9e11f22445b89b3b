/** The only door of this sub-room. */
export { AskGuardian, type NamedGuardian } from './application/ask-guardian';
export { GuardianLinks } from './application/guardian-links';
export { GuardianPhones } from './application/guardian-phones';
export { GuardiansModule } from './guardians.module';
export { GuardianLinkRequest, NamedGuardianRequest } from './http/guardian.requests';
