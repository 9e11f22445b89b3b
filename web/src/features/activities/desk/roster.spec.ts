import { peopleOf } from './roster';

describe('the people of a shift', () => {
  const line = { volunteerNo: 'V1', initials: '', loadMarks: [], checkedInAt: null, checkedOutAt: null };
  const signup = {
    ...{ signupId: 's', volunteerNo: 'V1', initials: '', positionId: 'p', positionName: '队员', isService: true },
    ...{ duty: 'MEMBER' as const, promotedAt: null, loadMarks: [] },
  };

  it('stand in the order in which the desk asks for them, with their position and their place in the queue', () => {
    const people = peopleOf(
      [
        { ...line, volunteerId: 'a', name: '赵', isSignedUp: true, state: 'MISSING' },
        { ...line, volunteerId: 'b', name: '钱', isSignedUp: false, state: 'PRESENT' },
      ],
      [
        { ...signup, volunteerId: 'a', name: '赵', status: 'CONFIRMED', signedUpAt: '2026-12-01T00:00:00Z' },
        { ...signup, volunteerId: 'd', name: '李', status: 'WAITLISTED', signedUpAt: '2026-12-03T00:00:00Z' },
        { ...signup, volunteerId: 'c', name: '孙', status: 'WAITLISTED', signedUpAt: '2026-12-02T00:00:00Z' },
      ],
    );
    expect(people.map(({ name, position, waitingPlace }) => [name, position, waitingPlace])).toEqual([
      ['钱', '', null],
      ['赵', '队员', null],
      ['孙', '队员', 1],
      ['李', '队员', 2],
    ]);
  });
});
