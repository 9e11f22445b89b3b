import { actingUnit, approvalsRequired, secondApprovalProblem } from './second-approval';

describe('a second approval for weak evidence', () => {
  it.each<['A' | 'C' | 'D' | 'E', number, number, 1 | 2]>([
    ['D', 180, 420, 1],
    ['D', 180, 421, 2],
    ['E', 601, 0, 2],
    ['D', 600, 0, 1],
    ['C', 900, 900, 1],
    ['A', 900, 900, 1],
  ])('grade %s, %i minutes on top of %i: %i', (grade, minutes, otherWeakMinutes, required) => {
    expect(approvalsRequired({ grade, minutes, otherWeakMinutes }, 600)).toBe(required);
  });

  const given = [{ approverId: 'clerk', unitDivisionId: 'community' }];
  it.each([
    ['the same person, even for another unit', { approverId: 'clerk', unitDivisionId: 'street' }, 'APPROVAL_GIVEN'],
    ['a colleague of the same unit', { approverId: 'colleague', unitDivisionId: 'community' }, 'APPROVAL_SAME_UNIT'],
    ['somebody of the street', { approverId: 'admin', unitDivisionId: 'street' }, null],
  ])('%s', (_who, next, problem) => {
    expect(secondApprovalProblem(next, given)).toBe(problem);
  });

  it('acts for the nearest unit that covers the place', () => {
    const street = { divisionId: 'street', divisionPath: '/1/2/' };
    const community = { divisionId: 'community', divisionPath: '/1/2/3/' };
    expect(actingUnit([street, community], '/1/2/3/9/')).toBe('community');
    expect(actingUnit([street, community], '/1/2/4/')).toBe('street');
    expect(actingUnit([community], '/1/2/4/')).toBeNull();
  });
});
