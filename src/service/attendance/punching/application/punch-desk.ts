import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { violatedConstraint } from '../../../../platform/data/database/unit-of-work';
import type { ShiftView } from '../../../activities';
import type { CodeVerdict, LivePunchMethod } from '../domain/decide-punch';
import { deviceMark } from '../domain/device-mark';
import { type ClaimCause, claimCauseOf } from '../domain/offline-fate';
import { punchPayloadHash } from '../domain/payload-hash';
import { CODE_SLOT_MS, type PunchDirection } from '../domain/rotating-code';
import { attendanceErrors } from '../../errors';
import { KeepClaims } from './keep-claims';
import { PunchExplainer } from './punch-explainer';
import { claimSentences, DECLINED_SENTENCE, type PunchReceipt, receiptOf } from './punch-receipt';
import { PunchWitness } from './punch-witness';
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

/** A device clock that is further off than this is noted with the punch. */
const NOTED_SKEW_MS = 120_000;
const MAX_ATTEMPTS = 3;
/** Where the last guard found what the cached facts did not show yet. */
const CAUSE_OF_CONSTRAINT: Readonly<Record<string, ClaimCause>> = {
  punch_is_taken_by_another: 'TAKEN_BY_NEAR',
  code_is_drawn_by_another: 'CODE_DRAWN_BY_NEAR',
};

/** Where every live punch goes through, by code, roll call or staff. */
@Injectable()
export class PunchDesk {
  constructor(
    private readonly writer: PunchWriter,
    private readonly facts: ShiftFactsSource,
    private readonly explainer: PunchExplainer,
    private readonly clock: Clock,
    private readonly witness: PunchWitness,
    private readonly claims: KeepClaims,
  ) {}

  /**
   * Records the punch, or says why not; a refusal leaves nothing behind. The usual case is one round trip, shared with
   * the punches that come at the same time: the statement decides and writes. Only where it wrote nothing the facts are
   * read and the reason is found by the rule. A punch behind which nobody else stands is kept as a claim.
   *
   * @throws SHIFT_UNKNOWN, VOLUNTEER_UNKNOWN, PUNCH_ID_REUSED, KIOSK_OWN_TABLET, the refusals of `decidePunch` in their
   *   order, PUNCH_BUSY, PUNCH_OUTCOME_UNKNOWN.
   */
  async take(slip: PunchSlip): Promise<PunchReceipt> {
    const facts = await this.facts.of(slip.shiftId);
    const now = this.clock.now();
    const { check: codeCheck, fromMs } = this.explainer.codeVerdict(slip, facts, (slip.counted?.at ?? now).getTime());
    const punch = this.punchOf(slip, now, fromMs);
    if (codeCheck === 'WRONG') await this.explainer.noteWrong(slip);
    const isWorthTrying = codeCheck === null || codeCheck === 'VALID';
    const cause = isWorthTrying ? await this.witness.causeOf({ ...slip, codeFromMs: fromMs }) : null;
    if (cause) return this.claim(punch, codeCheck, facts.shift, cause);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      if (isWorthTrying) {
        const written = await this.write(punch, facts);
        if (written === true) return receiptOf(facts.shift, punch);
        if (written !== false) return this.claim(punch, codeCheck, facts.shift, written);
      }
      const earlier = await this.explain(punch, codeCheck, facts.shift);
      if (earlier) return earlier;
    }
    throw attendanceErrors.refuse('PUNCH_BUSY');
  }

  private async write(punch: NewPunch, { policy }: ShiftFacts): Promise<boolean | ClaimCause> {
    try {
      return await this.writer.write(punch, policy);
    } catch (error) {
      const cause = CAUSE_OF_CONSTRAINT[violatedConstraint(error) ?? ''];
      if (!cause) throw error;
      return cause;
    }
  }

  private punchOf(slip: PunchSlip, now: Date, codeFromMs: number | null): NewPunch {
    const deviceSentAt = slip.deviceSentAt === null ? null : new Date(slip.deviceSentAt);
    const skewMs = deviceSentAt === null ? 0 : now.getTime() - deviceSentAt.getTime();
    const { shiftId, direction, method, reason } = slip;
    const said = slip.counted ? slip.counted.said : slip.deviceSentAt;
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
      payloadHash: punchPayloadHash({ ...slip, said }),
      evidence: {
        ...slip.evidence,
        ...(codeFromMs !== null && { slot: codeFromMs / CODE_SLOT_MS }),
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
    shift: ShiftView,
  ): Promise<PunchReceipt | null> {
    const earlier = await this.earlier(punch, shift);
    if (earlier) {
      if (codeCheck === 'WRONG') await this.explainer.takeBack(punch);
      return earlier;
    }
    const explained = await this.explainer.refusalOf(punch, codeCheck);
    if (explained) throw this.explainer.errorOf(explained.refusal, punch);
    return null;
  }

  /** What is known under the id already, as a punch or as a claim. @throws PUNCH_ID_REUSED */
  private async earlier(punch: NewPunch, shift: ShiftView): Promise<PunchReceipt | null> {
    const stored = await this.explainer.stored(punch);
    if (stored) return receiptOf(shift, { ...punch, ...stored });
    const claim = await this.claims.known(punch);
    if (!claim) return null;
    if (!claim.payloadHash.equals(punch.payloadHash)) throw attendanceErrors.refuse('PUNCH_ID_REUSED');
    const receipt = receiptOf(shift, { ...punch, punchedAt: claim.countsAt });
    return claim.decision === 'DECLINED'
      ? { ...receipt, status: 'DECLINED', message: DECLINED_SENTENCE }
      : { ...receipt, status: 'IN_REVIEW', message: claimSentences[claim.cause] };
  }

  /** Keeps what nobody else has seen, unless it would be refused on the spot whoever had taken it. */
  private async claim(
    punch: NewPunch,
    codeCheck: CodeVerdict | null,
    shift: ShiftView,
    cause: ClaimCause,
  ): Promise<PunchReceipt> {
    const earlier = await this.earlier(punch, shift);
    if (earlier) return earlier;
    const explained = await this.explainer.refusalOf(punch, codeCheck);
    const { punchId, volunteerId, direction, punchedAt, receivedAt } = punch;
    if (explained && claimCauseOf({ direction, atMs: punchedAt.getTime(), ...explained }) === null) {
      throw this.explainer.errorOf(explained.refusal, punch);
    }
    const deviceSentAt = punch.deviceSentAt ?? receivedAt;
    const [fate] = await this.claims.keep({
      ...{ shiftId: punch.shiftId, recordedBy: punch.recordedBy, receivedAt },
      claims: [
        {
          ...{ volunteerId, punchId, direction, cause, deviceSentAt },
          method: punch.method,
          happenedAt: punchedAt,
          countsAt: punchedAt,
          skewMs: receivedAt.getTime() - deviceSentAt.getTime(),
          payloadHash: punch.payloadHash,
        },
      ],
    });
    if (fate?.kind === 'TOO_MANY') throw attendanceErrors.refuse('PUNCH_CLAIMS_WAITING');
    const known = fate?.kind === 'WAITS_ALREADY' ? fate.cause : cause;
    return { ...receiptOf(shift, punch), status: 'IN_REVIEW', message: claimSentences[known] };
  }
}
