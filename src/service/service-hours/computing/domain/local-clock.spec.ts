import { localClock, untilText } from './local-clock';

describe('times for people', () => {
  it.each([
    ['2026-12-02T09:05:00+08:00', '09:05', '12月2日 09:05'],
    ['2026-12-03T00:00:00+08:00', '00:00', '12月2日 24:00'],
    ['2027-01-01T00:00:00+08:00', '00:00', '12月31日 24:00'],
  ])('%s', (instant, clock, until) => {
    expect([localClock(Date.parse(instant)), untilText(Date.parse(instant))]).toEqual([clock, until]);
  });
});
