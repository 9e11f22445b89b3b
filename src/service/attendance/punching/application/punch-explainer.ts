import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../../../kernel/domain-error';
import type { ShiftView } from '../../../activities';
import {
  type AttendanceState,
  type CodeVerdict,
  decidePunch,
  type LivePunchMethod,
  type PunchRefusal,
  type PunchShift,
} from '../domain/decide-punch';
import { checkRotatingCode, type PunchDirection } from '../domain/rotating-code';
import { attendanceErrors } from '../../errors';
import { AttendanceDirectory, type StoredPunch } from '../persistence/attendance-directory';
import { CodeGuesses, type Guesser } from './code-guesses';
import { PersonFactsSource } from './person-facts';
import type { NewPunch } from './punch-writer';
import { type ShiftFacts, ShiftFactsSource } from './shift-facts';

/** Why a punch is not taken, and where its person stands. */
export interface ExplainedRefusal {
  readonly refusal: PunchRefusal;
  readonly attendance: AttendanceState | null;
}

/** A punch that may come with a code. */
export interface CodeSlip extends Guesser {
  readonly direction: PunchDirection;
  readonly method: LivePunchMethod;
  readonly code: string | null;
}

export interface CheckedSlip {
  readonly check: CodeVerdict | null;
  /** Begin of the slot of a valid code. */
  readonly fromMs: number | null;
}

/** Reads the facts anew and finds out by the rule why a punch was not, or would not be, written. */
@Injectable()
export class PunchExplainer {
  constructor(
    private readonly facts: ShiftFactsSource,
    private readonly attendance: AttendanceDirectory,
    private readonly people: PersonFactsSource,
    private readonly guesses: CodeGuesses,
  ) {}

  /** What the code of a slip is worth; nothing is looked at for whoever has guessed too often. */
  codeVerdict(slip: CodeSlip, { codeSecret }: ShiftFacts, atMs: number): CheckedSlip {
    if (slip.method !== 'CODE') return { check: null, fromMs: null };
    if (this.guesses.blockedForMs(slip) !== null) return { check: 'BLOCKED', fromMs: null };
    return checkRotatingCode(codeSecret, { shiftId: slip.shiftId, direction: slip.direction }, slip.code ?? '', atMs);
  }

  async noteWrong(guesser: Guesser): Promise<void> {
    await this.guesses.noteWrong(guesser);
  }

  /** The code was wrong by now, and had been right when the punch was first sent. */
  async takeBack(guesser: Guesser): Promise<void> {
    await this.guesses.takeBack(guesser);
  }

  /** What is stored under the id of the punch, or null. @throws PUNCH_ID_REUSED where it is another punch. */
  async stored(punch: Pick<NewPunch, 'volunteerId' | 'punchId' | 'payloadHash'>): Promise<StoredPunch | null> {
    const stored = await this.attendance.storedPunch(punch.volunteerId, punch.punchId);
    if (stored && !stored.payloadHash.equals(punch.payloadHash)) throw attendanceErrors.refuse('PUNCH_ID_REUSED');
    return stored;
  }

  /**
   * null where the punch would be accepted by now; with `asOnTheSpot` where it would have been before the shift was closed.
   *
   * @throws SHIFT_UNKNOWN, VOLUNTEER_UNKNOWN, SHIFT_NOT_PUBLISHED
   */
  async refusalOf(
    punch: Pick<NewPunch, 'shiftId' | 'volunteerId' | 'direction' | 'method' | 'punchedAt' | 'codeFrom'>,
    codeCheck: CodeVerdict | null,
    { asOnTheSpot = false }: { readonly asOnTheSpot?: boolean } = {},
  ): Promise<ExplainedRefusal | null> {
    const { shiftId, volunteerId, direction, method } = punch;
    const { shift, policy } = await this.facts.load(shiftId);
    const known = punchShiftOf(shift);
    if (shift.activityStatus === 'DRAFT') throw attendanceErrors.refuse('SHIFT_NOT_PUBLISHED');
    const person = await this.people.of(shiftId, volunteerId);
    const decision = decidePunch(
      {
        command: { direction, method, atMs: punch.punchedAt.getTime(), codeCheck },
        shift: asOnTheSpot && known.status === 'CLOSED' ? { ...known, status: 'SCHEDULED' } : known,
        ...person,
        isCodeUsed: punch.codeFrom !== null && (await this.attendance.isCodeUsed(punch, punch.codeFrom)),
      },
      policy,
    );
    return decision.isAccepted ? null : { refusal: decision.refusal, attendance: person.attendance };
  }

  /**
   * Why nobody who has not signed up would be taken at this moment, whoever it is; null where somebody might. To be asked before
   * a person is looked for: a refusal that comes after it would tell that the person was found.
   *
   * @throws SHIFT_UNKNOWN
   */
  async refusalOfAnybody(
    { shiftId, direction, method }: Pick<NewPunch, 'shiftId' | 'direction' | 'method'>,
    atMs: number,
  ): Promise<PunchRefusal | null> {
    const { shift, policy } = await this.facts.load(shiftId);
    const decision = decidePunch(
      {
        command: { direction, method, atMs, codeCheck: null },
        shift: punchShiftOf(shift),
        ...{ isVolunteerActive: true, isSignedUp: false, attendance: null, isCodeUsed: false },
      },
      policy,
    );
    return decision.isAccepted ? null : decision.refusal;
  }

  errorOf(code: PunchRefusal, punch: Pick<NewPunch, 'shiftId' | 'volunteerId'>): DomainError {
    if (code !== 'PUNCH_CODE_GUESSING') return attendanceErrors.refuse(code);
    const retryAfterSeconds = Math.max(1, Math.ceil((this.guesses.blockedForMs(punch) ?? 0) / 1_000));
    return attendanceErrors.refuse(code, { details: { retryAfterSeconds } });
  }
}

function punchShiftOf(shift: ShiftView): PunchShift {
  return {
    status: shift.activityStatus === 'CANCELLED' ? 'CANCELLED' : shift.status,
    plannedStartMs: shift.startsAt.getTime(),
    plannedEndMs: shift.endsAt.getTime(),
    extendedEndMs: shift.extendedTo?.getTime() ?? null,
    checkInModes: shift.checkInModes,
  };
}
