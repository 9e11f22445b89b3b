import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../../../kernel/canonical-json';
import type { DomainError } from '../../../kernel/domain-error';
import { Clock } from '../../../platform/clock/clock';
import type { ShiftView } from '../../activities';
import {
  type CodeVerdict,
  decidePunch,
  type LivePunchMethod,
  type PunchRefusal,
  type PunchShift,
} from '../domain/decide-punch';
import { deviceMark } from '../domain/device-mark';
import { receiptSentence } from '../domain/receipt-sentence';
import { checkRotatingCode, type PunchDirection } from '../domain/rotating-code';
import { attendanceErrors } from '../errors';
import { AttendanceDirectory } from '../persistence/attendance-directory';
import { CodeGuesses } from './code-guesses';
import { PersonFactsSource } from './person-facts';
import { type NewPunch, PunchWriter } from './punch-writer';
import { type ShiftFacts, ShiftFactsSource } from './shift-facts';

/** What somebody hands in, whoever it is. */
export interface PunchSlip {
  readonly punchId: string;
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly direction: PunchDirection;
  readonly method: LivePunchMethod;
  /** Digits or token; null for punches without a code. */
  readonly code: string | null;
  readonly deviceSentAt: string | null;
  readonly reason: string | null;
  readonly recordedBy: string;
  /** When it counts, where that is not the moment of taking; `said` is what the sender claimed about it. */
  readonly counted?: { readonly at: Date; readonly said: string | null };
  /** What the device calls itself; kept as a mark that holds within the shift only. */
  readonly deviceId?: string;
  /** Further evidence to be kept with the punch: codes and rounded numbers, never personal data. */
  readonly evidence?: Readonly<Record<string, string | number | boolean>>;
}

/** The answer to a punch: what was recorded and what is next. A repetition gets the same answer. */
export interface PunchReceipt {
  readonly punchId: string;
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly activityTitle: string;
  readonly direction: PunchDirection;
  readonly punchedAt: string;
  readonly message: string;
}

/** A device clock that is further off than this is noted with the punch. */
const NOTED_SKEW_MS = 120_000;
const MAX_ATTEMPTS = 3;

/** Where every live punch goes through, by code, roll call or staff. */
@Injectable()
export class PunchDesk {
  constructor(
    private readonly writer: PunchWriter,
    private readonly facts: ShiftFactsSource,
    private readonly attendance: AttendanceDirectory,
    private readonly people: PersonFactsSource,
    private readonly clock: Clock,
    private readonly guesses: CodeGuesses,
  ) {}

  /**
   * Records the punch, or says why not; a refusal leaves nothing behind. The usual case is one round trip, shared with
   * the punches that come at the same time: the statement decides and writes. Only where it wrote nothing the facts are
   * read and the reason is found by the rule.
   *
   * @throws SHIFT_UNKNOWN, VOLUNTEER_UNKNOWN, PUNCH_ID_REUSED, the refusals of `decidePunch` in their order, PUNCH_BUSY,
   *   PUNCH_OUTCOME_UNKNOWN.
   */
  async take(slip: PunchSlip): Promise<PunchReceipt> {
    const facts = await this.facts.of(slip.shiftId);
    const now = this.clock.now();
    const { check: codeCheck, fromMs } = this.codeVerdict(slip, facts, (slip.counted?.at ?? now).getTime());
    const punch = this.punchOf(slip, now, fromMs);
    if (codeCheck === 'WRONG') await this.guesses.noteWrong(slip);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const isWorthTrying = codeCheck === null || codeCheck === 'VALID';
      if (isWorthTrying && (await this.writer.write(punch, facts.policy))) {
        return receiptOf(slip.volunteerId, facts.shift, slip.punchId, slip.direction, punch.punchedAt);
      }
      const earlier = await this.explain(punch, codeCheck, facts.shift);
      if (earlier) return earlier;
    }
    throw attendanceErrors.refuse('PUNCH_BUSY');
  }

  private codeVerdict(
    slip: PunchSlip,
    { codeSecret }: ShiftFacts,
    atMs: number,
  ): { readonly check: CodeVerdict | null; readonly fromMs: number | null } {
    if (slip.method !== 'CODE') return { check: null, fromMs: null };
    if (this.guesses.blockedForMs(slip) !== null) return { check: 'BLOCKED', fromMs: null };
    return checkRotatingCode(codeSecret, { shiftId: slip.shiftId, direction: slip.direction }, slip.code ?? '', atMs);
  }

  private punchOf(slip: PunchSlip, now: Date, codeFromMs: number | null): NewPunch {
    const deviceSentAt = slip.deviceSentAt === null ? null : new Date(slip.deviceSentAt);
    const skewMs = deviceSentAt === null ? 0 : now.getTime() - deviceSentAt.getTime();
    const { shiftId, direction, method, code, reason } = slip;
    const said = slip.counted ? slip.counted.said : slip.deviceSentAt;
    const payload = [shiftId, direction, method, code, said, reason];
    return {
      punchId: slip.punchId,
      volunteerId: slip.volunteerId,
      shiftId,
      direction,
      method,
      codeFrom: codeFromMs === null ? null : new Date(codeFromMs),
      punchedAt: slip.counted?.at ?? now,
      deviceSentAt,
      receivedAt: now,
      recordedBy: slip.recordedBy,
      payloadHash: createHash('sha256').update(canonicalJson(payload)).digest(),
      evidence: {
        ...slip.evidence,
        ...(slip.deviceId !== undefined && { deviceId: deviceMark(shiftId, slip.deviceId) }),
        ...(reason !== null && { reason }),
        ...(Math.abs(skewMs) > NOTED_SKEW_MS && { isClockOff: true }),
      },
    };
  }

  /** The first answer where the id is known; throws the reason; null where the punch would be accepted by now. */
  private async explain(
    punch: NewPunch,
    codeCheck: CodeVerdict | null,
    shiftKnown: ShiftView,
  ): Promise<PunchReceipt | null> {
    const { volunteerId, shiftId, direction, method } = punch;
    const stored = await this.attendance.storedPunch(volunteerId, punch.punchId);
    if (stored) {
      if (!stored.payloadHash.equals(punch.payloadHash)) throw attendanceErrors.refuse('PUNCH_ID_REUSED');
      if (codeCheck === 'WRONG') await this.guesses.takeBack(punch);
      return receiptOf(volunteerId, shiftKnown, stored.punchId, stored.direction, stored.punchedAt);
    }
    const { shift, policy } = await this.facts.load(shiftId);
    if (shift.activityStatus === 'DRAFT') throw attendanceErrors.refuse('SHIFT_NOT_PUBLISHED');
    const decision = decidePunch(
      {
        command: { direction, method, atMs: punch.punchedAt.getTime(), codeCheck },
        shift: punchShiftOf(shift),
        ...(await this.people.of(shiftId, volunteerId)),
        isCodeUsed: punch.codeFrom !== null && (await this.attendance.isCodeUsed(punch, punch.codeFrom)),
      },
      policy,
    );
    if (!decision.isAccepted) throw this.refusal(decision.refusal, punch);
    return null;
  }

  private refusal(code: PunchRefusal, punch: NewPunch): DomainError {
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

function receiptOf(
  volunteerId: string,
  shift: ShiftView,
  punchId: string,
  direction: PunchDirection,
  punchedAt: Date,
): PunchReceipt {
  return {
    punchId,
    volunteerId,
    shiftId: shift.id,
    activityTitle: shift.title,
    direction,
    punchedAt: punchedAt.toISOString(),
    message: receiptSentence({
      direction,
      activityTitle: shift.title,
      punchedAtMs: punchedAt.getTime(),
      plannedEndMs: shift.endsAt.getTime(),
    }),
  };
}
