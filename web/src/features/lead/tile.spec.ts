import { comingOf, isNow } from './tile';

const shift = { startsAt: '2026-12-04T01:00:00Z', endsAt: '2026-12-04T03:00:00Z', status: 'SCHEDULED' } as const;
const at = (time: string): number => Date.parse(`2026-12-04T${time}:00Z`);

it.each([
  ['23:59', false],
  ['00:00', true],
  ['02:00', true],
  ['04:00', true],
  ['04:01', false],
])('is at the spot from an hour before until an hour after: %s %s', (time, isOn) => {
  const day = time === '23:59' ? at(time) - 86_400_000 : at(time);
  expect(isNow(shift, day)).toBe(isOn);
});

it('shows what is on or comes, and nothing that was closed', () => {
  const closed = { ...shift, status: 'CLOSED' } as const;
  expect(comingOf([shift, closed], at('02:00'))).toEqual([shift]);
  expect(comingOf([shift], at('05:00'))).toEqual([]);
  expect(isNow(closed, at('02:00'))).toBe(false);
});
