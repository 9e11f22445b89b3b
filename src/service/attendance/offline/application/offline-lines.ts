import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import {
  AttendanceDirectory,
  type CheckedSlip,
  type ClaimCause,
  claimCauseOf,
  claimSentences,
  CODE_SLOT_MS,
  DECLINED_SENTENCE,
  PUNCH_REFUSALS,
  PunchDesk,
  PunchExplainer,
  type PunchRefusal,
  PunchWitness,
  ShiftFactsSource,
  type StoredClaim,
} from '../../punching';
import { type CorrectedTime, correctDeviceTime } from '../domain/device-clock';
import { latenessOf } from '../domain/late-line';
import { attendanceErrors } from '../../errors';
import { type ClaimedLine, keyOf, type OfflineAnswer, type OfflineLine, type OpenBatch } from './offline-batch';

type LineAnswer = Omit<OfflineAnswer, 'punchId' | 'volunteerId'>;

/** When a line counts, and the begin of the slot in which its code was shown; null without a code that was right then. */
type PlacedTime = CorrectedTime & { readonly codeFromMs: number | null };

/** What becomes of one line of a batch: it counts, it is a claim, or it is refused. */
@Injectable()
export class OfflineLines {
  constructor(
    private readonly desk: PunchDesk,
    private readonly explainer: PunchExplainer,
    private readonly witness: PunchWitness,
    private readonly facts: ShiftFactsSource,
    private readonly attendance: AttendanceDirectory,
  ) {}

  /**
   * The code of a line comes first: what is wrong is refused and counted as a guess, whatever else the line says.
   *
   * @throws PUNCH_ID_REUSED, KIOSK_OWN_TABLET, and the refusals of PunchDesk.take
   */
  async take(batch: OpenBatch, line: OfflineLine, payloadHash: Buffer): Promise<LineAnswer | ClaimedLine> {
    const claim = batch.claims.get(keyOf(line));
    const isRecorded = batch.recorded.has(keyOf(line));
    if (claim && !isRecorded) return answerOfClaim(claim, payloadHash);
    if (claim) return { status: 'RECORDED', message: '已记录。', punchedAt: claim.countsAt.toISOString() };
    const time = correctDeviceTime({
      happenedAtMs: Date.parse(line.happenedAt),
      deviceSentAtMs: batch.sentAtMs,
      receivedAtMs: batch.receivedAt.getTime(),
    });
    if (isRecorded) return this.takeLive(batch, line, { ...time, codeFromMs: null }, null);
    const { check, fromMs: codeFromMs } = await this.slotOf(batch, line, time);
    const placed = { ...time, codeFromMs };
    const near = await this.witness.causeOf({ ...line, ...batch, codeFromMs });
    const doubt = near ?? time.doubt ?? (check === 'EXPIRED' ? 'TIME_IMPLAUSIBLE' : null);
    if (doubt !== null) return this.claim(batch, line, placed, doubt);
    const { attendancePolicy } = await this.facts.of(batch.shiftId);
    const sinceMs = codeFromMs === null ? time.countsAtMs : codeFromMs + CODE_SLOT_MS;
    const lateness = latenessOf(
      { sinceMs, receivedAtMs: batch.receivedAt.getTime(), hand: batch.hand },
      attendancePolicy,
    );
    if (lateness.kind === 'CLAIM') return this.claim(batch, line, placed, 'LATE_LINES');
    return this.takeLive(batch, line, placed, lateness.kind === 'FLAGGED' ? lateness.lateMinutes : null);
  }

  /**
   * The slot in which the code of a line was shown, at the time the line counts; none where the line came without a code. A
   * code that had left the screen by then was seen there, but not at that time: EXPIRED.
   *
   * @throws CODE_WRONG, PUNCH_CODE_GUESSING
   */
  private async slotOf(
    { shiftId, method }: OpenBatch,
    { volunteerId, direction, code }: OfflineLine,
    { countsAtMs }: CorrectedTime,
  ): Promise<CheckedSlip> {
    const slip = { shiftId, volunteerId, direction, method, code: code ?? null };
    const shown = this.explainer.codeVerdict(slip, await this.facts.of(shiftId), countsAtMs);
    if (shown.check === 'BLOCKED') throw this.explainer.errorOf('PUNCH_CODE_GUESSING', slip);
    if (shown.check !== 'WRONG') return shown;
    await this.explainer.noteWrong(slip);
    throw this.explainer.errorOf('CODE_WRONG', slip);
  }

  /**
   * What would have been refused on the spot is refused however late it comes. Of the time of a leader's line somebody is
   * asked before; of a person's own, with whom nobody else stands, what nobody could take is not even asked.
   */
  private async claim(batch: OpenBatch, line: OfflineLine, time: PlacedTime, cause: ClaimCause): Promise<ClaimedLine> {
    const isOwn = batch.hand === 'OWN';
    if (!isOwn && cause !== 'LATE_LINES') return { line, time, cause };
    const { countsAtMs } = time;
    const punch = {
      ...{ shiftId: batch.shiftId, method: batch.method, volunteerId: line.volunteerId, direction: line.direction },
      punchedAt: new Date(countsAtMs),
      codeFrom: time.codeFromMs === null ? null : new Date(time.codeFromMs),
    };
    const explained = await this.explainer.refusalOf(punch, isOwn ? 'VALID' : null, { asOnTheSpot: isOwn });
    if (explained && claimCauseOf({ ...punch, atMs: countsAtMs, isOwn, ...explained }) === null) {
      throw this.explainer.errorOf(explained.refusal, punch);
    }
    return { line, time, cause };
  }

  private async takeLive(
    batch: OpenBatch,
    line: OfflineLine,
    time: PlacedTime,
    lateMinutes: number | null,
  ): Promise<LineAnswer | ClaimedLine> {
    try {
      const { status, message, punchedAt } = await this.desk.take({
        punchId: line.punchId,
        volunteerId: line.volunteerId,
        shiftId: batch.shiftId,
        direction: line.direction,
        method: batch.method,
        code: line.code ?? null,
        deviceSentAt: batch.deviceSentAt,
        reason: null,
        recordedBy: batch.recordedBy,
        counted: { at: new Date(time.countsAtMs), said: line.happenedAt },
        ...(batch.deviceId !== undefined && { deviceId: batch.deviceId }),
        evidence: {
          form: 'OFFLINE',
          ...(line.shown !== undefined && { shown: line.shown }),
          ...(lateMinutes !== null && { lateMinutes }),
        },
      });
      return { status, message, punchedAt };
    } catch (error) {
      if (!(error instanceof DomainError) || !isPunchRefusal(error.code)) throw error;
      const cause = claimCauseOf({
        direction: line.direction,
        atMs: time.countsAtMs,
        refusal: error.code,
        attendance: await this.attendance.stateOf(batch.shiftId, line.volunteerId),
        isOwn: batch.hand === 'OWN',
      });
      if (cause === null) throw error;
      return this.claim(batch, line, time, cause);
    }
  }
}

function answerOfClaim(claim: StoredClaim, payloadHash: Buffer): LineAnswer {
  if (!claim.payloadHash.equals(payloadHash)) throw attendanceErrors.refuse('PUNCH_ID_REUSED');
  if (claim.decision === 'DECLINED') return { status: 'DECLINED', message: DECLINED_SENTENCE, code: claim.cause };
  return { status: 'IN_REVIEW', message: claimSentences[claim.cause], code: claim.cause };
}

function isPunchRefusal(code: string): code is PunchRefusal {
  return PUNCH_REFUSALS.some((refusal) => refusal === code);
}
