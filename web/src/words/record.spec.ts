import { lastDayOf, versionWords } from './record';

it('names the last day of a period that ends at midnight', () => {
  expect(lastDayOf('2026-12-02T16:00:00.000Z')).toBe('2026-12-02');
  expect(lastDayOf('2026-12-02T15:00:00.000Z')).toBe('2026-12-02');
});

it('says versions in words', () => {
  expect(versionWords('hours-2')).toBe('第 2 版');
  expect(versionWords('first')).toBe('现行版');
});
