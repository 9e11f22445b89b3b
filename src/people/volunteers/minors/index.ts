/** The only door of this sub-room. */
export { IdNumberAccess } from './application/id-number-access';
export { RequestReveal } from './application/request-reveal';
export { RevealMinors } from './application/reveal-minors';
export { RevealRequest, RevealResponse } from './http/reveal.requests';
export { MinorsModule } from './minors.module';
export { GuardianRepository } from './persistence/guardian.repository';
export { revealsQueue } from './persistence/reveals-queue';
