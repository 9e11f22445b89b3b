import { daysOf, type OwnOpening, stateOf } from './opening';

const line = (given: Partial<OwnOpening>): OwnOpening =>
  ({ status: 'PUBLICITY', isHeld: false, publicityUntil: '2026-12-09T16:00:00Z', ...given }) as OwnOpening;

it('says the last day of publicity, and what stops a line', () => {
  expect(stateOf(line({})).sentence).toMatch(/公示到 .*12 月 9 日，没有异议就入账/);
  expect(stateOf(line({ isHeld: true })).word).toBe('核实中');
  expect(stateOf(line({ isHeld: true, status: 'POSTED' })).word).toBe('没有入账');
  expect(stateOf(line({ status: 'POSTED' }))).toMatchObject({ word: '已入账', tone: 'ok' });
  expect(stateOf(line({ status: 'REVERSED' })).word).toBe('已冲正');
});

it('says one day, or from when to when', () => {
  expect(daysOf({ servedOn: '2023-03-01', servedTo: '2023-03-01' })).toBe('2023 年 3 月 1 日');
  expect(daysOf({ servedOn: '2023-03-01', servedTo: '2023-04-01' })).toBe('2023 年 3 月 1 日到 2023 年 4 月 1 日');
});
