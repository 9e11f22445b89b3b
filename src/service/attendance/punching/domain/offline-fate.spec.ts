import { PUNCH_REFUSALS } from './decide-punch';
import { claimCauseOf } from './offline-fate';

const atMs = 1_795_000_000_000;
const inAt = (ms: number) => ({ state: 'IN', checkedInAtMs: ms }) as const;
const outAt = (ms: number) => ({ state: 'OUT', checkedInAtMs: atMs - 3_600_000, checkedOutAtMs: ms }) as const;

describe('an offline punch that can not be taken live', () => {
  it.each([
    ['PUNCH_SHIFT_CLOSED', 'IN', null, 'SHIFT_CLOSED'],
    ['PUNCH_OUT_OF_ORDER', 'OUT', inAt(atMs + 1), 'OUT_OF_ORDER'],
    ['CHECK_IN_MISSING', 'OUT', null, 'OUT_OF_ORDER'],
    ['ALREADY_CHECKED_IN', 'IN', inAt(atMs + 120_000), null],
    ['ALREADY_CHECKED_IN', 'IN', inAt(atMs + 120_001), 'OUT_OF_ORDER'],
    ['ALREADY_CHECKED_OUT', 'OUT', outAt(atMs - 120_000), null],
    ['ALREADY_CHECKED_OUT', 'OUT', outAt(atMs - 120_001), 'OUT_OF_ORDER'],
    ['NOT_SIGNED_UP', 'IN', null, null],
  ] as const)('%s of %s, known %j: %s', (refusal, direction, attendance, cause) => {
    expect(claimCauseOf({ direction, atMs, refusal, attendance })).toBe(cause);
  });

  it.each([
    ['ALREADY_CHECKED_IN', 'IN', inAt(atMs + 120_001), 'OUT_OF_ORDER'],
    ['ALREADY_CHECKED_IN', 'IN', inAt(atMs - 3_600_000), null],
    ['ALREADY_CHECKED_OUT', 'OUT', outAt(atMs - 120_001), 'OUT_OF_ORDER'],
    ['ALREADY_CHECKED_OUT', 'OUT', outAt(atMs + 3_600_000), null],
    ['CODE_USED', 'IN', inAt(atMs + 120_001), 'OUT_OF_ORDER'],
    ['CODE_USED', 'IN', inAt(atMs), null],
    ['CODE_USED', 'OUT', null, null],
  ] as const)('of the own phone, %s of %s, known %j: %s', (refusal, direction, attendance, cause) => {
    expect(claimCauseOf({ direction, atMs, refusal, attendance, isOwn: true })).toBe(cause);
  });

  it('is never kept for what would have been refused on the spot', () => {
    const kept = PUNCH_REFUSALS.filter(
      (refusal) => claimCauseOf({ direction: 'IN', atMs, refusal, attendance: inAt(0) }) !== null,
    );
    expect(kept).toEqual([
      'PUNCH_SHIFT_CLOSED',
      'CHECK_IN_MISSING',
      'ALREADY_CHECKED_IN',
      'ALREADY_CHECKED_OUT',
      'PUNCH_OUT_OF_ORDER',
    ]);
  });
});
