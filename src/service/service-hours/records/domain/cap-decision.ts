import { firstMinutes, type Interval, subtract, wholeMinutes } from '../../../../kernel/interval';

export type CapLevel = 'COMMUNITY' | 'STREET';

export interface CapSubject {
  readonly status: string;
  readonly pendingCommunityMinutes: number;
  readonly pendingStreetMinutes: number;
  readonly occupiedIntervals: readonly Interval[];
  readonly creditedIntervals: readonly Interval[];
  /** Time that earlier decisions granted. */
  readonly grantedIntervals: readonly Interval[];
  /** A day of more than the investigation limit that nobody has looked into yet. */
  readonly isUnderInvestigation: boolean;
}

export interface CapChoice {
  readonly level: CapLevel;
  /** Minutes that count after all; 0 refuses all of them. */
  readonly approvedMinutes: number;
}

export type CapProblem = 'CAP_NOT_CONFIRMED' | 'CAP_NOTHING_PENDING' | 'CAP_TOO_MANY' | 'CAP_INVESTIGATION_OPEN';

export type CapDecision =
  | { readonly isAllowed: false; readonly problem: CapProblem }
  | {
      readonly isAllowed: true;
      readonly approvedMinutes: number;
      readonly refusedMinutes: number;
      /** The time behind the approved minutes; disjoint, sorted, and of no other record or decision. */
      readonly intervals: readonly Interval[];
    };

/**
 * Rule §2.2 step 8: what becomes of minutes above a cap. The community decides about those up to the second limit, the
 * street about the rest; each once, in whole or in part. Approved are the earliest minutes that wait.
 *
 * A record posts its own minutes first (after its publicity); a day under investigation is not approved, only refused.
 */
export function decideCap(record: CapSubject, choice: CapChoice): CapDecision {
  const pending = choice.level === 'COMMUNITY' ? record.pendingCommunityMinutes : record.pendingStreetMinutes;
  const problem = problemOf(record, choice.approvedMinutes, pending);
  if (problem) return { isAllowed: false, problem };
  const waiting = subtract(record.occupiedIntervals, [...record.creditedIntervals, ...record.grantedIntervals]);
  const intervals = firstMinutes(waiting, choice.approvedMinutes);
  // Days floor their seconds one by one: never more than what the clock shows.
  const approvedMinutes = Math.min(choice.approvedMinutes, wholeMinutes(intervals));
  return { isAllowed: true, approvedMinutes, refusedMinutes: pending - approvedMinutes, intervals };
}

function problemOf(record: CapSubject, approvedMinutes: number, pendingMinutes: number): CapProblem | null {
  if (record.status !== 'CONFIRMED') return 'CAP_NOT_CONFIRMED';
  if (pendingMinutes === 0) return 'CAP_NOTHING_PENDING';
  if (approvedMinutes > pendingMinutes) return 'CAP_TOO_MANY';
  if (approvedMinutes > 0 && record.isUnderInvestigation) return 'CAP_INVESTIGATION_OPEN';
  return null;
}
