import fc from 'fast-check';
import { CORRECTABLE_SKEW_MS, correctDeviceTime } from './device-clock';

const MINUTE = 60_000;
const received = 1_795_000_000_000;

describe('the time of a device', () => {
  it.each([
    ['right', 0, 60, null],
    ['five minutes behind', 5, 60, null],
    ['five minutes ahead', -5, 60, null],
    ['six minutes behind', 6, 60, 'CLOCK_SKEW'],
    ['six minutes ahead', -6, 60, 'CLOCK_SKEW'],
    ['right, but the punch comes after its sending', 0, -1, 'TIME_IMPLAUSIBLE'],
    ['right, offline for eight days', 0, 8 * 24 * 60, 'TIME_IMPLAUSIBLE'],
  ])('%s', (_, behindMinutes, ageMinutes, doubt) => {
    const deviceSentAtMs = received - behindMinutes * MINUTE;
    const happenedAtMs = deviceSentAtMs - ageMinutes * MINUTE;
    expect(correctDeviceTime({ happenedAtMs, deviceSentAtMs, receivedAtMs: received })).toEqual({
      countsAtMs: received - ageMinutes * MINUTE,
      skewMs: behindMinutes * MINUTE,
      doubt,
    });
  });

  it('does not depend on how far the clock is off, as long as it runs evenly', () => {
    const skew = fc.integer({ min: -CORRECTABLE_SKEW_MS, max: CORRECTABLE_SKEW_MS });
    fc.assert(
      fc.property(skew, skew, fc.integer({ min: 0, max: 86_400_000 }), (one, other, ageMs) => {
        const at = (skewMs: number) =>
          correctDeviceTime({
            happenedAtMs: received - skewMs - ageMs,
            deviceSentAtMs: received - skewMs,
            receivedAtMs: received,
          }).countsAtMs;
        return at(one) === at(other);
      }),
    );
  });
});
