import { afterClock, atClock } from './clock-time';

it('reads times of day in Beijing', () => {
  expect(atClock('2026-12-04', '11:05')).toBe('2026-12-04T03:05:00.000Z');
  expect(atClock('2026-12-04', '25:05')).toBeNull();
});

it('takes an end before the beginning as one after midnight', () => {
  const from = '2026-12-04T14:00:00.000Z';
  expect(afterClock('2026-12-04', '00:30', from)).toBe('2026-12-04T16:30:00.000Z');
  expect(afterClock('2026-12-04', '23:00', from)).toBe('2026-12-04T15:00:00.000Z');
});
