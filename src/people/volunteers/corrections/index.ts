/** The only door of this sub-room. */
export { CheckIdNumber } from './application/check-id-number';
export { RequestCorrection, type RequestCorrectionCommand } from './application/request-correction';
export { IdentityCorrectionsModule } from './corrections.module';
export { IdNumberCheckRequest, IdNumberCheckResponse } from './http/id-number.requests';
export { correctionsQueue } from './persistence/corrections-queue';
