import { decideCap } from '../../records/domain/cap-decision';
import { secondApprovalProblem } from '../../records/domain/second-approval';

/**
 * The order of refusals is contract: who makes several mistakes is told of the first one. Each table removes one mistake
 * after the other from somebody who makes them all.
 */
describe('refusals in order of precedence', () => {
  it('giving a second approval', () => {
    const given = [{ approverId: 'clerk', unitDivisionId: 'community' }];
    const attempts = [
      { approverId: 'clerk', unitDivisionId: 'community' },
      { approverId: 'colleague', unitDivisionId: 'community' },
      { approverId: 'admin', unitDivisionId: 'street' },
    ];
    expect(attempts.map((attempt) => secondApprovalProblem(attempt, given))).toEqual([
      'APPROVAL_GIVEN',
      'APPROVAL_SAME_UNIT',
      null,
    ]);
  });

  it('approving minutes above a cap', () => {
    const worst = {
      status: 'PUBLICITY',
      pendingCommunityMinutes: 0,
      pendingStreetMinutes: 0,
      occupiedIntervals: [{ startMs: 0, endMs: 600 * 60_000 }],
      creditedIntervals: [{ startMs: 0, endMs: 480 * 60_000 }],
      grantedIntervals: [],
      isUnderInvestigation: true,
    };
    const choice = { level: 'COMMUNITY' as const, approvedMinutes: 121 };
    const confirmed = { ...worst, status: 'CONFIRMED' };
    const pending = { ...confirmed, pendingCommunityMinutes: 120 };
    const steps = [
      decideCap(worst, choice),
      decideCap(confirmed, choice),
      decideCap(pending, choice),
      decideCap(pending, { ...choice, approvedMinutes: 120 }),
      decideCap({ ...pending, isUnderInvestigation: false }, { ...choice, approvedMinutes: 120 }),
    ];
    expect(steps.map((step) => (step.isAllowed ? step.approvedMinutes : step.problem))).toEqual([
      'CAP_NOT_CONFIRMED',
      'CAP_NOTHING_PENDING',
      'CAP_TOO_MANY',
      'CAP_INVESTIGATION_OPEN',
      120,
    ]);
  });
});
