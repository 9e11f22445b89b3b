import {
  cancelShiftProblem,
  cancelSignupProblem,
  closeProblem,
  extendProblem,
  isOverdue,
  type ShiftFacts,
  signUpProblem,
} from './shift-rules';

const HOUR = 3_600_000;
const shift: ShiftFacts = {
  activityStatus: 'PUBLISHED',
  status: 'SCHEDULED',
  startMs: 10 * HOUR,
  endMs: 12 * HOUR,
  extendedToMs: null,
};
const cancelled: ShiftFacts = { ...shift, status: 'CANCELLED' };
const closed: ShiftFacts = { ...shift, status: 'CLOSED' };
const draft: ShiftFacts = { ...shift, activityStatus: 'DRAFT' };
const during = { nowMs: 11 * HOUR, lateStartMinutes: 15 };
const soonAfter = { ...during, nowMs: 12.25 * HOUR };
const extended: ShiftFacts = { ...shift, extendedToMs: 13 * HOUR };

describe('what stands in the way', () => {
  it.each([
    ['sign-up before the start', signUpProblem(shift, 9 * HOUR), null],
    ['sign-up just before the end', signUpProblem(shift, 12 * HOUR - 1), null],
    ['sign-up at the end', signUpProblem(shift, 12 * HOUR), 'SHIFT_ENDED'],
    ['sign-up in the extension', signUpProblem(extended, 12 * HOUR), null],
    ['sign-up for a draft', signUpProblem(draft, 9 * HOUR), 'ACTIVITY_NOT_PUBLISHED'],
    ['sign-up for a cancelled shift', signUpProblem(cancelled, 9 * HOUR), 'SHIFT_CANCELLED'],
    [
      'sign-up for a cancelled activity',
      signUpProblem({ ...shift, activityStatus: 'CANCELLED' }, 9 * HOUR),
      'SHIFT_CANCELLED',
    ],
    ['sign-up for a closed shift', signUpProblem(closed, 11 * HOUR), 'SHIFT_CLOSED'],
    ['taking back before the start', cancelSignupProblem(shift, 10 * HOUR - 1), null],
    ['taking back at the start', cancelSignupProblem(shift, 10 * HOUR), 'SHIFT_STARTED'],
    ['taking back from a closed shift', cancelSignupProblem(closed, 9 * HOUR), 'SHIFT_CLOSED'],
    ['extending after the planned end', extendProblem(shift, 14 * HOUR, during), null],
    ['extending to the same end', extendProblem(shift, 12 * HOUR, during), 'EXTENSION_INVALID'],
    ['shortening an extension', extendProblem(extended, 12.5 * HOUR, during), 'EXTENSION_INVALID'],
    ['extending to a whole day', extendProblem(shift, 34 * HOUR, during), null],
    ['extending beyond a day', extendProblem(shift, 34 * HOUR + 1, during), 'EXTENSION_INVALID'],
    ['extending to no time at all', extendProblem(shift, Number.NaN, during), 'EXTENSION_INVALID'],
    ['extending a quarter of an hour after the end', extendProblem(shift, 14 * HOUR, soonAfter), null],
    [
      'extending later',
      extendProblem(shift, 14 * HOUR, { ...soonAfter, nowMs: 12.25 * HOUR + 1 }),
      'EXTENSION_TOO_LATE',
    ],
    ['extending an extension late', extendProblem(extended, 14 * HOUR, { ...soonAfter, nowMs: 13 * HOUR }), null],
    ['extending a closed shift', extendProblem(closed, 14 * HOUR, during), 'SHIFT_CLOSED'],
    ['closing before the start', closeProblem(shift, 10 * HOUR - 1), 'SHIFT_NOT_STARTED'],
    ['closing from the start on', closeProblem(shift, 10 * HOUR), null],
    ['closing a cancelled shift', closeProblem(cancelled, 11 * HOUR), 'SHIFT_CANCELLED'],
    ['cancelling before the start', cancelShiftProblem(shift, 9 * HOUR), null],
    ['cancelling from the start on', cancelShiftProblem(shift, 10 * HOUR), 'SHIFT_STARTED'],
    ['cancelling a shift of a draft that nobody saw', cancelShiftProblem(draft, 11 * HOUR), null],
    ['cancelling twice', cancelShiftProblem(cancelled, 9 * HOUR), 'SHIFT_CANCELLED'],
    ['cancelling a closed shift', cancelShiftProblem(closed, 9 * HOUR), 'SHIFT_CLOSED'],
  ])('%s', (_, problem, expected) => {
    expect(problem).toBe(expected);
  });

  it('lets the system close an hour after the end, the extended one where there is one', () => {
    expect(isOverdue(shift, 13 * HOUR - 1)).toBe(false);
    expect(isOverdue(shift, 13 * HOUR)).toBe(true);
    expect(isOverdue(extended, 13 * HOUR)).toBe(false);
    expect(isOverdue(extended, 14 * HOUR)).toBe(true);
    expect(isOverdue(closed, 20 * HOUR)).toBe(false);
  });
});
