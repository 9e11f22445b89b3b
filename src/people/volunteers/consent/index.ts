/** The only door of this sub-room. */
export { type ConsentState, GrantConsent, type GrantConsentCommand } from './application/grant-consent';
export { WithdrawConsent, type WithdrawConsentCommand } from './application/withdraw-consent';
export { guardianWithdrew } from './jobs/consent-jobs';
export { ConsentModule } from './consent.module';
export { consentTextsOf, CURRENT_CONSENT_VERSION } from './domain/consent-texts';
export type { PublicPlace } from './domain/public-name';
export { ConsentRequest, ConsentResponse, ConsentStateResponse, WithdrawConsentRequest } from './http/consent.requests';
export { PublicNames, type PublicPerson } from './persistence/public-names';
