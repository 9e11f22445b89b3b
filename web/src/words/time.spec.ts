import { addDays, clock, dayOf, minutes, mondayOf, points, shortDay, signedPoints, span } from './time';

it('says days and hours in Beijing time, whatever the machine thinks', () => {
  expect(dayOf('2026-12-03T16:30:00Z')).toBe('2026-12-04');
  expect(clock('2026-12-03T16:30:00Z')).toBe('00:30');
  expect(span('2026-12-04T14:00:00Z', '2026-12-04T17:00:00Z')).toBe('22:00–次日 01:00');
});

it('counts weeks from Monday, over months and years', () => {
  expect(mondayOf('2027-01-03')).toBe('2026-12-28');
  expect(mondayOf('2026-12-28')).toBe('2026-12-28');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});

it('says the year only of other years', () => {
  expect(shortDay('2019-02-05')).toBe('2019 年 2 月 5 日');
});

it.each([
  [0, '0 分钟'],
  [45, '45 分钟'],
  [60, '1 小时'],
  [110, '1 小时 50 分'],
  [-110, '−1 小时 50 分'],
])('says %i minutes as %s', (count, words) => expect(minutes(count)).toBe(words));

it.each([
  [0, '0', '0'],
  [30, '3', '+3'],
  [125, '12.5', '+12.5'],
  [-15, '−1.5', '−1.5'],
])('says %i tenths of a point', (tenths, plain, signed) => {
  expect(points(tenths)).toBe(plain);
  expect(signedPoints(tenths)).toBe(signed);
});
