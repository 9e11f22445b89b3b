import { stepOf, timeLeft } from './progress';

describe('where an import stands', () => {
  it.each([
    ['CHECKED', 3, 2],
    ['CHECKED', 0, 3],
    ['RUNNING', 0, 4],
    ['DONE', 0, 5],
    ['CANCELLED', 3, 5],
  ] as const)('%s with %i wrong rows is step %i', (status, errorRowCount, step) => {
    expect(stepOf({ status, errorRowCount })).toBe(step);
  });

  it('says how long it may take', () => {
    expect(timeLeft({ rowCount: 2_000, doneCount: 1_000, rowsPerSecond: 100 })).toBe('约还要 10 秒');
    expect(timeLeft({ rowCount: 20_000, doneCount: 0, rowsPerSecond: 100 })).toBe('约还要 3 分 20 秒');
    expect(timeLeft({ rowCount: 100, doneCount: 0, rowsPerSecond: null })).toBe('');
  });
});
