import { placeFor } from './sign-up-queue';

describe('placeFor', () => {
  it.each([
    [{ capacity: 2, taken: 1 }, false, 'CONFIRMED'],
    [{ capacity: 2, taken: 1 }, true, 'CONFIRMED'],
    [{ capacity: 2, taken: 2 }, true, 'WAITLISTED'],
    [{ capacity: 2, taken: 2 }, false, 'SHIFT_FULL'],
  ])('%j, waitlist accepted: %s → %s', (seats, acceptsWaitlist, place) => {
    expect(placeFor(seats, acceptsWaitlist)).toBe(place);
  });
});
