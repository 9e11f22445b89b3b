import type { Matter, TieFacts } from '../../../../platform/security/decisions';

/** What the guard needs to know of a run that waits for a second person. */
export function recomputeMatter(divisionPath: string, ties: TieFacts): Matter {
  return { permission: 'ledger.reverse', divisionPath, ...ties };
}
