/** The only door of this sub-room. */
export { type ConsentState, GrantConsent, type GrantConsentCommand } from './application/grant-consent';
export { WithdrawConsent, type WithdrawConsentCommand } from './application/withdraw-consent';
export { ConsentModule } from './consent.module';
export type { PublicPlace } from './domain/public-name';
export { ConsentRequest, ConsentResponse, ConsentStateResponse, WithdrawConsentRequest } from './http/consent.requests';
export { PublicNames, type PublicPerson } from './persistence/public-names';
