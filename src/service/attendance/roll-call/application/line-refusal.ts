import type { DomainError } from '../../../../kernel/domain-error';

/** How one line of a batch ended that was not taken: for good, or not yet. */
export type LineRefusalStatus = 'REFUSED' | 'RETRY';

/**
 * REFUSED: sending the same line again cannot help. RETRY: nobody knows yet, or it was not the time; the device keeps the
 * line and sends it again under the same id, which changes nothing where it had been recorded after all.
 */
export function lineRefusalOf(error: DomainError): LineRefusalStatus {
  return error.kind === 'unavailable' || error.kind === 'too-many' ? 'RETRY' : 'REFUSED';
}
