import { type Hand, latenessOf } from './late-line';

const MINUTE_MS = 60_000;
const policy = { lateLineMinutes: 30, staffTabletLineMinutes: 1_440, ownLineMinutes: 5 };
const late = (minutes: number, hand: Hand) =>
  latenessOf({ sinceMs: 0, receivedAtMs: minutes * MINUTE_MS, hand }, policy);

describe('how late a line came', () => {
  it.each<[number, Hand, string]>([
    [5, 'OWN', 'IN_TIME'],
    [5.01, 'OWN', 'CLAIM'],
    [0, 'TEAM', 'IN_TIME'],
    [30, 'TEAM', 'IN_TIME'],
    [30.01, 'TEAM', 'CLAIM'],
    [570, 'TEAM', 'CLAIM'],
    [30, 'STAFF', 'IN_TIME'],
    [30.01, 'STAFF', 'FLAGGED'],
    [1_440, 'STAFF', 'FLAGGED'],
    [1_440.01, 'STAFF', 'CLAIM'],
  ])('%d minutes, from a device of %s: %s', (minutes, hand, kind) => {
    expect(late(minutes, hand).kind).toBe(kind);
  });

  it('is told in whole minutes, rounded up', () => {
    expect(late(31.2, 'STAFF')).toEqual({ kind: 'FLAGGED', lateMinutes: 32 });
  });
});
