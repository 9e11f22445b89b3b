import { latenessOf } from './late-line';

const MINUTE_MS = 60_000;
const policy = { lateLineMinutes: 30, staffTabletLineMinutes: 1_440 };
const late = (minutes: number, isStaffTablet: boolean) =>
  latenessOf({ countsAtMs: 0, receivedAtMs: minutes * MINUTE_MS, isStaffTablet }, policy);

describe('how late a line came', () => {
  it.each([
    [0, false, 'IN_TIME'],
    [30, false, 'IN_TIME'],
    [30.01, false, 'CLAIM'],
    [570, false, 'CLAIM'],
    [30, true, 'IN_TIME'],
    [30.01, true, 'FLAGGED'],
    [1_440, true, 'FLAGGED'],
    [1_440.01, true, 'CLAIM'],
  ])('%d minutes, tablet of staff: %s', (minutes, isStaffTablet, kind) => {
    expect(late(minutes, isStaffTablet).kind).toBe(kind);
  });

  it('is told in whole minutes, rounded up', () => {
    expect(late(31.2, true)).toEqual({ kind: 'FLAGGED', lateMinutes: 32 });
  });
});
