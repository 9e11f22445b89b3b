import { signupOutcome } from './signup-outcome';

const START = 1_795_000_000_000;
const MINUTE = 60_000;
const policy = { lateCancelMinutes: 120 };
const facts = { status: 'CONFIRMED', seatGivenBackAtMs: null, hasPunched: false, isExcused: false } as const;
const givenBack = (minutesBefore: number) =>
  ({ ...facts, status: 'CANCELLED', seatGivenBackAtMs: START - minutesBefore * MINUTE }) as const;

describe('what became of a sign-up', () => {
  it.each([
    ['came', { ...facts, hasPunched: true }, 'ATTENDED'],
    ['came, although excused', { ...facts, hasPunched: true, isExcused: true }, 'ATTENDED'],
    ['did not come', facts, 'NO_SHOW'],
    ['did not come, excused', { ...facts, isExcused: true }, 'EXCUSED'],
    ['waited in vain', { ...facts, status: 'WAITLISTED' }, null],
    ['gave the seat back two hours before', givenBack(120), null],
    ['gave the seat back later', givenBack(119), 'LATE_CANCEL'],
    ['gave the seat back later, excused', { ...givenBack(1), isExcused: true }, 'EXCUSED'],
    ['gave the seat back later and came after all', { ...givenBack(1), hasPunched: true }, null],
    ['left the waitlist at the last moment', { ...facts, status: 'CANCELLED' }, null],
  ] as const)('%s', (_, given, outcome) => {
    expect(signupOutcome(given, START, policy)).toBe(outcome);
  });
});
