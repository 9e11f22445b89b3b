import { plannedTime } from './planned-time';

const HOUR = 3_600_000;
const shift = { startMs: 9 * HOUR, endMs: 11 * HOUR, extendedToMs: null, closedAtMs: null };

describe('the planned time of a shift', () => {
  it.each([
    ['open', shift, 11, null],
    ['closed after its end', { ...shift, closedAtMs: 12 * HOUR }, 11, null],
    ['closed early', { ...shift, closedAtMs: 10 * HOUR }, 10, null],
    ['extended', { ...shift, extendedToMs: 12 * HOUR, closedAtMs: 13 * HOUR }, 11, 12],
    [
      'extended, then closed before the new end',
      { ...shift, extendedToMs: 12 * HOUR, closedAtMs: 11.5 * HOUR },
      11,
      11.5,
    ],
    ['extended, then closed before the old end', { ...shift, extendedToMs: 12 * HOUR, closedAtMs: 10 * HOUR }, 10, 10],
  ])('%s', (_, times, endHour, extendedHour) => {
    expect(plannedTime(times)).toEqual({
      planned: { startMs: 9 * HOUR, endMs: endHour * HOUR },
      extendedEndMs: extendedHour === null ? null : extendedHour * HOUR,
    });
  });

  it('is never empty, even when a shift is closed the moment it starts', () => {
    const { planned } = plannedTime({ ...shift, closedAtMs: shift.startMs });
    expect(planned.endMs).toBeGreaterThan(planned.startMs);
  });
});
