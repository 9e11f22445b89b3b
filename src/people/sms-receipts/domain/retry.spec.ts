import { nextAttemptAt } from './retry';

describe('nextAttemptAt', () => {
  const now = new Date('2026-12-01T00:00:00Z');

  it.each([
    [1, 1],
    [2, 4],
    [3, 16],
    [4, 64],
    [5, null],
  ])('after %d attempts waits %s minutes', (attempts, minutes) => {
    const next = nextAttemptAt(attempts, now);
    expect(next === null ? null : (next.getTime() - now.getTime()) / 60_000).toBe(minutes);
  });
});
