import type { CodeCheck, PunchDirection } from './rotating-code';

const MS_PER_MINUTE = 60_000;

export type LivePunchMethod = 'CODE' | 'ROLL_CALL' | 'STAFF' | 'KIOSK';

/** The answer of the code rule, or BLOCKED where too many wrong codes came before; null for punches without a code. */
export type CodeVerdict = CodeCheck | 'BLOCKED';

export interface PunchCommand {
  readonly direction: PunchDirection;
  readonly method: LivePunchMethod;
  /** When the punch counts. */
  readonly atMs: number;
  readonly codeCheck: CodeVerdict | null;
}

export interface PunchShift {
  readonly status: 'SCHEDULED' | 'CLOSED' | 'CANCELLED';
  readonly plannedStartMs: number;
  readonly plannedEndMs: number;
  readonly extendedEndMs: number | null;
  readonly checkInModes: readonly LivePunchMethod[];
}

/** What the shift knows about the person so far; null before the first check-in. */
export type AttendanceState =
  | { readonly state: 'IN'; readonly checkedInAtMs: number }
  | { readonly state: 'OUT'; readonly checkedInAtMs: number; readonly checkedOutAtMs: number };

export interface PunchFacts {
  readonly command: PunchCommand;
  readonly shift: PunchShift;
  /** On the register: neither suspended nor closed. */
  readonly isVolunteerActive: boolean;
  readonly isSignedUp: boolean;
  readonly attendance: AttendanceState | null;
  /** Whether the person has used this code, or a later one, for this direction before. */
  readonly isCodeUsed: boolean;
}

/** The part of the hours policy that this rule reads. */
export interface PunchPolicy {
  readonly earlyPunchMinutes: number;
  readonly latePunchMinutes: number;
  /** By these methods people may be recorded who had not signed up. */
  readonly walkInMethods: readonly LivePunchMethod[];
}

type Check = (facts: PunchFacts, policy: PunchPolicy) => boolean;

/**
 * When each refusal holds, in their order of precedence: of several that hold, the first is the answer. The order is
 * contract. A new one is a line here, and its sentence in the errors of this module.
 */
const HOLDS = {
  PUNCH_SHIFT_CANCELLED: ({ shift }) => shift.status === 'CANCELLED',
  PUNCH_SHIFT_CLOSED: ({ shift }) => shift.status === 'CLOSED',
  PUNCH_METHOD_NOT_OFFERED: ({ command, shift }) => !shift.checkInModes.includes(command.method),
  PUNCH_VOLUNTEER_NOT_ACTIVE: ({ isVolunteerActive }) => !isVolunteerActive,
  NOT_SIGNED_UP: ({ command, isSignedUp }, policy) => !isSignedUp && !policy.walkInMethods.includes(command.method),
  PUNCH_TOO_EARLY: ({ command, shift }, policy) => command.atMs < punchWindow(shift, policy).fromMs,
  PUNCH_TOO_LATE: ({ command, shift }, policy) => command.atMs > punchWindow(shift, policy).untilMs,
  PUNCH_CODE_GUESSING: ({ command }) => command.method === 'CODE' && command.codeCheck === 'BLOCKED',
  CODE_WRONG: ({ command }) =>
    command.method === 'CODE' && command.codeCheck !== 'VALID' && command.codeCheck !== 'EXPIRED',
  CODE_EXPIRED: ({ command }) => command.method === 'CODE' && command.codeCheck === 'EXPIRED',
  CHECK_IN_MISSING: ({ command, attendance }) => command.direction === 'OUT' && attendance === null,
  ALREADY_CHECKED_IN: ({ command, attendance }) => command.direction === 'IN' && attendance?.state === 'IN',
  ALREADY_CHECKED_OUT: ({ command, attendance }) => command.direction === 'OUT' && attendance?.state === 'OUT',
  CODE_USED: ({ command, isCodeUsed }) => command.method === 'CODE' && isCodeUsed,
  PUNCH_OUT_OF_ORDER: ({ command, attendance }) => attendance !== null && command.atMs < lastPunchMs(attendance),
} satisfies Record<string, Check>;

export type PunchRefusal = keyof typeof HOLDS;
export const PUNCH_REFUSALS = Object.keys(HOLDS) as readonly PunchRefusal[];

export type PunchDecision =
  | { readonly isAccepted: true; readonly next: AttendanceState; readonly isNewPair: boolean }
  | { readonly isAccepted: false; readonly refusal: PunchRefusal };

/**
 * Whether a live punch is accepted (rule §2.2 steps 1 and 2). After a check-out the person may check in again, which
 * begins a new pair. A refusal changes nothing.
 */
export function decidePunch(facts: PunchFacts, policy: PunchPolicy): PunchDecision {
  const refusal = PUNCH_REFUSALS.find((code) => HOLDS[code](facts, policy));
  if (refusal) return { isAccepted: false, refusal };
  const { command, attendance } = facts;
  if (command.direction === 'OUT' && attendance) {
    const next = { state: 'OUT', checkedInAtMs: attendance.checkedInAtMs, checkedOutAtMs: command.atMs } as const;
    return { isAccepted: true, next, isNewPair: false };
  }
  return { isAccepted: true, next: { state: 'IN', checkedInAtMs: command.atMs }, isNewPair: true };
}

/** When punches are accepted, both ends included: from the early margin to the late margin after the (extended) end. */
export function punchWindow(
  shift: Pick<PunchShift, 'plannedStartMs' | 'plannedEndMs' | 'extendedEndMs'>,
  policy: Pick<PunchPolicy, 'earlyPunchMinutes' | 'latePunchMinutes'>,
): { readonly fromMs: number; readonly untilMs: number } {
  const endMs = Math.max(shift.plannedEndMs, shift.extendedEndMs ?? shift.plannedEndMs);
  return {
    fromMs: shift.plannedStartMs - policy.earlyPunchMinutes * MS_PER_MINUTE,
    untilMs: endMs + policy.latePunchMinutes * MS_PER_MINUTE,
  };
}

function lastPunchMs(attendance: AttendanceState): number {
  return attendance.state === 'OUT' ? attendance.checkedOutAtMs : attendance.checkedInAtMs;
}
