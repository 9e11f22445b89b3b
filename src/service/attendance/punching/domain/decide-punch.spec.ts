import {
  decidePunch,
  PUNCH_REFUSALS,
  type AttendanceState,
  type PunchCommand,
  type PunchFacts,
  type PunchPolicy,
  type PunchRefusal,
  type PunchShift,
} from './decide-punch';

const MINUTE = 60_000;
const START = 1_773_104_400_000;
const END = START + 120 * MINUTE;
const policy: PunchPolicy = { earlyPunchMinutes: 30, latePunchMinutes: 30, walkInMethods: ['ROLL_CALL', 'STAFF'] };
const checkedIn: AttendanceState = { state: 'IN', checkedInAtMs: START };
const checkedOut: AttendanceState = { state: 'OUT', checkedInAtMs: START, checkedOutAtMs: START + 60 * MINUTE };

interface Changes {
  readonly command?: Partial<PunchCommand>;
  readonly shift?: Partial<PunchShift>;
  readonly isVolunteerActive?: boolean;
  readonly isSignedUp?: boolean;
  readonly attendance?: AttendanceState | null;
  readonly isCodeUsed?: boolean;
}

function facts(changes: Changes = {}): PunchFacts {
  return {
    command: { direction: 'IN', method: 'CODE', atMs: START, codeCheck: 'VALID', ...changes.command },
    shift: {
      status: 'SCHEDULED',
      plannedStartMs: START,
      plannedEndMs: END,
      extendedEndMs: null,
      checkInModes: ['CODE', 'ROLL_CALL', 'STAFF'],
      ...changes.shift,
    },
    isVolunteerActive: changes.isVolunteerActive ?? true,
    isSignedUp: changes.isSignedUp ?? true,
    attendance: changes.attendance ?? null,
    isCodeUsed: changes.isCodeUsed ?? false,
  };
}

const refusals: readonly (readonly [PunchRefusal, Changes])[] = [
  ['PUNCH_SHIFT_CANCELLED', { shift: { status: 'CANCELLED' } }],
  ['PUNCH_SHIFT_CLOSED', { shift: { status: 'CLOSED' } }],
  ['PUNCH_METHOD_NOT_OFFERED', { shift: { checkInModes: ['ROLL_CALL'] } }],
  ['PUNCH_VOLUNTEER_NOT_ACTIVE', { isVolunteerActive: false }],
  ['NOT_SIGNED_UP', { isSignedUp: false }],
  ['PUNCH_TOO_EARLY', { command: { atMs: START - 30 * MINUTE - 1 } }],
  ['PUNCH_TOO_LATE', { command: { atMs: END + 30 * MINUTE + 1 } }],
  ['PUNCH_CODE_GUESSING', { command: { codeCheck: 'BLOCKED' } }],
  ['CODE_WRONG', { command: { codeCheck: 'WRONG' } }],
  ['CODE_WRONG', { command: { codeCheck: null } }],
  ['CODE_EXPIRED', { command: { codeCheck: 'EXPIRED' } }],
  ['CHECK_IN_MISSING', { command: { direction: 'OUT' } }],
  ['ALREADY_CHECKED_IN', { attendance: checkedIn, command: { atMs: START + MINUTE } }],
  ['ALREADY_CHECKED_OUT', { attendance: checkedOut, command: { direction: 'OUT', atMs: END } }],
  ['CODE_USED', { attendance: checkedOut, isCodeUsed: true, command: { atMs: START + 61 * MINUTE } }],
  ['PUNCH_OUT_OF_ORDER', { attendance: checkedOut, command: { atMs: START + 59 * MINUTE } }],
];

describe('punch acceptance', () => {
  it.each(refusals)('%s', (refusal, changes) => {
    expect(decidePunch(facts(changes), policy)).toEqual({ isAccepted: false, refusal });
  });

  it('has a row for every refusal, in the order of precedence', () => {
    expect([...new Set(refusals.map(([refusal]) => refusal))]).toEqual(PUNCH_REFUSALS);
  });

  it.each<[string, Changes, AttendanceState, boolean]>([
    ['check-in', {}, checkedIn, true],
    [
      'the first accepted moment',
      { command: { atMs: START - 30 * MINUTE } },
      { state: 'IN', checkedInAtMs: START - 30 * MINUTE },
      true,
    ],
    [
      'check-out at the last accepted moment of an extended shift',
      {
        attendance: checkedIn,
        shift: { extendedEndMs: END + 60 * MINUTE },
        command: { direction: 'OUT', atMs: END + 90 * MINUTE },
      },
      { state: 'OUT', checkedInAtMs: START, checkedOutAtMs: END + 90 * MINUTE },
      false,
    ],
    [
      'a second check-in after a check-out begins a new pair',
      { attendance: checkedOut, command: { atMs: START + 70 * MINUTE } },
      { state: 'IN', checkedInAtMs: START + 70 * MINUTE },
      true,
    ],
    [
      'a new pair by another way than a code, whatever code was used before',
      { attendance: checkedOut, isCodeUsed: true, command: { method: 'STAFF', codeCheck: null, atMs: END } },
      { state: 'IN', checkedInAtMs: END },
      true,
    ],
    [
      'a walk-in by roll call',
      { isSignedUp: false, command: { method: 'ROLL_CALL', codeCheck: null } },
      checkedIn,
      true,
    ],
  ])('accepts %s', (_name, changes, next, isNewPair) => {
    expect(decidePunch(facts(changes), policy)).toEqual({ isAccepted: true, next, isNewPair });
  });

  it('of several refusals that hold, the first in the list is the answer', () => {
    const tooEarlyMs = START - 60 * MINUTE;
    const tooLateMs = END + 60 * MINUTE;
    const cures: readonly (readonly [Changes, PunchRefusal])[] = [
      [{}, 'PUNCH_SHIFT_CANCELLED'],
      [{ shift: { status: 'CLOSED', checkInModes: [] } }, 'PUNCH_SHIFT_CLOSED'],
      [{ shift: { checkInModes: [] } }, 'PUNCH_METHOD_NOT_OFFERED'],
      [{ shift: {} }, 'PUNCH_VOLUNTEER_NOT_ACTIVE'],
      [{ isVolunteerActive: true }, 'NOT_SIGNED_UP'],
      [{ isSignedUp: true }, 'PUNCH_TOO_EARLY'],
      [{ command: { direction: 'OUT', codeCheck: 'WRONG', atMs: tooLateMs } }, 'PUNCH_TOO_LATE'],
      [{ command: { direction: 'OUT', codeCheck: 'WRONG' } }, 'CODE_WRONG'],
      [{ command: { direction: 'OUT', codeCheck: 'EXPIRED' } }, 'CODE_EXPIRED'],
      [{ command: { direction: 'OUT' } }, 'CHECK_IN_MISSING'],
      [{ attendance: checkedOut }, 'ALREADY_CHECKED_OUT'],
      [{ attendance: { state: 'IN', checkedInAtMs: END }, command: {} }, 'ALREADY_CHECKED_IN'],
      [{ attendance: checkedOut }, 'CODE_USED'],
      [{ isCodeUsed: false }, 'PUNCH_OUT_OF_ORDER'],
    ];
    let wrong: Changes = {
      shift: { status: 'CANCELLED', checkInModes: [] },
      isVolunteerActive: false,
      isSignedUp: false,
      isCodeUsed: true,
      command: { direction: 'OUT', codeCheck: 'WRONG', atMs: tooEarlyMs },
    };
    for (const [cure, refusal] of cures) {
      wrong = { ...wrong, ...cure };
      expect(decidePunch(facts(wrong), policy)).toEqual({ isAccepted: false, refusal });
    }
  });
});
