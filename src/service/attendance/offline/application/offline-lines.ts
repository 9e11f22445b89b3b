import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import {
  AttendanceDirectory,
  type ClaimCause,
  claimCauseOf,
  claimSentences,
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

  /** @throws PUNCH_ID_REUSED, KIOSK_OWN_TABLET, and the refusals of PunchDesk.take */
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
    if (isRecorded) return this.takeLive(batch, line, time, null);
    const near = await this.witness.causeOf({ ...line, ...batch, codeFromMs: null });
    const doubt = near ?? time.doubt;
    if (doubt !== null) return { line, time, cause: doubt };
    const { attendancePolicy } = await this.facts.of(batch.shiftId);
    const lateness = latenessOf(
      {
        countsAtMs: time.countsAtMs,
        receivedAtMs: batch.receivedAt.getTime(),
        isStaffTablet: batch.isStaffTablet,
      },
      attendancePolicy,
    );
    if (lateness.kind === 'CLAIM') return { line, time, cause: await this.lateCause(batch, line, time) };
    return this.takeLive(batch, line, time, lateness.kind === 'FLAGGED' ? lateness.lateMinutes : null);
  }

  /** What would have been refused on the spot is refused however late it comes. */
  private async lateCause(batch: OpenBatch, line: OfflineLine, { countsAtMs }: CorrectedTime): Promise<ClaimCause> {
    const { shiftId, method } = batch;
    const { volunteerId, direction } = line;
    const punch = { shiftId, volunteerId, direction, method, punchedAt: new Date(countsAtMs), codeFrom: null };
    const explained = await this.explainer.refusalOf(punch, null);
    if (explained && claimCauseOf({ direction, atMs: countsAtMs, ...explained }) === null) {
      throw this.explainer.errorOf(explained.refusal, punch);
    }
    return 'LATE_LINES';
  }

  private async takeLive(
    batch: OpenBatch,
    line: OfflineLine,
    time: CorrectedTime,
    lateMinutes: number | null,
  ): Promise<LineAnswer | ClaimedLine> {
    try {
      const { status, message, punchedAt } = await this.desk.take({
        punchId: line.punchId,
        volunteerId: line.volunteerId,
        shiftId: batch.shiftId,
        direction: line.direction,
        method: batch.method,
        code: null,
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
      });
      if (cause === null) throw error;
      return { line, time, cause };
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
