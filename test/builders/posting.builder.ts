import { randomUUID } from 'node:crypto';
import type { Posting } from '../../src/ledger/ledger';

/** A posting of 120 minutes of service for a volunteer, division and record that nobody else uses. */
export function postingOf(change: Partial<Posting> = {}): Posting {
  return {
    volunteerId: randomUUID(),
    accountKind: 'SERVICE_MINUTES',
    amount: 120,
    issuerDivisionId: randomUUID(),
    reason: 'SERVICE',
    causeKind: 'SERVICE_RECORD',
    causeId: randomUUID(),
    ruleVersion: 'hours-1',
    effectiveAt: new Date('2026-11-02T01:00:00Z'),
    ...change,
  };
}
