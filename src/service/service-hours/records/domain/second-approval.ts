import type { EvidenceGrade } from '../../computing/domain';

export interface Approval {
  readonly approverId: string;
  /** The division through which the approver holds the permission. */
  readonly unitDivisionId: string;
}

export interface WeakEvidence {
  readonly grade: EvidenceGrade;
  /** Minutes of the record that count, or would. */
  readonly minutes: number;
  /** Minutes of grade D and E that the person's other records of the month hold, approved ones only. */
  readonly otherWeakMinutes: number;
}

/**
 * Rule §2.3: back-fills and self-declarations above the monthly limit need a second approver. The record that crosses
 * the limit is the first that needs one; exactly the limit does not.
 *
 * @param limitMinutes of grades D and E together per person and local month.
 */
export function approvalsRequired(record: WeakEvidence, limitMinutes: number): 1 | 2 {
  const isWeak = record.grade === 'D' || record.grade === 'E';
  return isWeak && record.otherWeakMinutes + record.minutes > limitMinutes ? 2 : 1;
}

export type SecondApprovalProblem = 'APPROVAL_GIVEN' | 'APPROVAL_SAME_UNIT';

/** Two approvals count as two only from two people of two units. */
export function secondApprovalProblem(next: Approval, given: readonly Approval[]): SecondApprovalProblem | null {
  if (given.some(({ approverId }) => approverId === next.approverId)) return 'APPROVAL_GIVEN';
  if (given.some(({ unitDivisionId }) => unitDivisionId === next.unitDivisionId)) return 'APPROVAL_SAME_UNIT';
  return null;
}

/**
 * The unit somebody acts for: of the grants that cover the place, the nearest. A community worker acts for the
 * community, an administrator of the street for the street.
 *
 * @returns the division's id, or null where no grant covers the place.
 */
export function actingUnit(
  grants: readonly { readonly divisionId: string; readonly divisionPath: string }[],
  placePath: string,
): string | null {
  const covering = grants.filter(({ divisionPath }) => placePath.startsWith(divisionPath));
  const [nearest] = [...covering].sort((a, b) => b.divisionPath.length - a.divisionPath.length);
  return nearest?.divisionId ?? null;
}
