import { monthsOf } from './months';
import type { OwnRecord } from './queries';

const record = (servedOn: string, status: OwnRecord['status'], creditedMinutes: number) =>
  ({ id: servedOn, servedOn, status, creditedMinutes, grantedMinutes: 0 }) as OwnRecord;
const records = [
  record('2026-12-04', 'PUBLICITY', 110),
  record('2026-11-27', 'CONFIRMED', 120),
  record('2026-11-14', 'CONFIRMED', 89),
  record('2026-11-01', 'REJECTED', 60),
];

it('puts rows under their months with what became of the minutes', () => {
  expect(monthsOf(records, false).map(({ month, sums, records: rows }) => [month, sums, rows.length])).toEqual([
    ['2026-12', '公示中 1 小时 50 分', 1],
    ['2026-11', '已确认 3 小时 29 分', 3],
  ]);
});

it('gives no sum of a month that may go on', () => {
  expect(monthsOf(records, true).map(({ sums }) => sums)).toEqual(['公示中 1 小时 50 分', '']);
});
