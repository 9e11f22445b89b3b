import { nextWords, trailOf } from './next-steps';
import type { RecordDetail } from './queries';

const record = (given: Partial<RecordDetail>) =>
  ({ computedAt: '2026-12-04T03:00:00Z', publicityUntil: '2026-12-09T16:00:00Z', ...given }) as RecordDetail;

it('says until which day a record is public and when it counts', () => {
  const steps = trailOf(record({ status: 'PUBLICITY' }));
  expect(steps.map(({ when, state }) => [when.replace(/^2026 年 /, ''), state])).toEqual([
    ['12 月 4 日', 'done'],
    ['到 12 月 9 日', 'now'],
    ['12 月 10 日', 'later'],
  ]);
  expect(nextWords(record({ status: 'PUBLICITY' }))).toContain('最后一天是 12 月 9 日');
});

it('has no way on for what was rejected', () => {
  expect(trailOf(record({ status: 'REJECTED' }))).toEqual([]);
});
