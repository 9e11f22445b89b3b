import { ownShiftState } from './own-shift-state';

const facts = { isWaitlisted: false, attendance: null, isClosed: false, isAutoClosed: false };

describe('own state of a shift', () => {
  it.each([
    ['SIGNED_UP', {}],
    ['WAITLISTED', { isWaitlisted: true }],
    ['CHECKED_IN', { attendance: 'IN' }],
    ['CHECKED_OUT', { attendance: 'OUT' }],
    ['CHECKED_OUT', { attendance: 'OUT', isClosed: true }],
    ['AUTO_CLOSED', { attendance: 'IN', isClosed: true }],
    ['AUTO_CLOSED', { attendance: 'IN', isClosed: true, isAutoClosed: true }],
    ['ABSENT', { isClosed: true }],
  ] as const)('is %s for %j', (state, given) => {
    expect(ownShiftState({ ...facts, ...given })).toBe(state);
  });
});
