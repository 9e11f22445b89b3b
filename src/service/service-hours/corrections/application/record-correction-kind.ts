import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../../platform/security/decisions';
import { AttendanceDirectory } from '../../../attendance';
import { handsOf, localClock, type ServiceRecord } from '../../computing';
import { serviceHoursErrors } from '../../errors';
import { RecomputePlanner, type RecomputeResult, RevisionPosting } from '../../recompute';
import { changeOf, RecordDirectory, RecordGuard, RecordTimes } from '../../records';
import { RECORD_CORRECTION, type RecordCorrection } from './correction';

/** A confirmed record is corrected by two: the reversal and the new entry are one step of the second person's decision. */
@Injectable()
export class RecordCorrectionKind implements DecisionKind<RecordCorrection>, OnModuleInit {
  readonly name = RECORD_CORRECTION;
  readonly label = '更正已确认的服务记录';
  readonly permission = 'ledger.reverse';
  readonly tellsWhenAsked = true;

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly guard: RecordGuard,
    private readonly records: RecordDirectory,
    private readonly attendance: AttendanceDirectory,
    private readonly times: RecordTimes,
    private readonly planner: RecomputePlanner,
    private readonly posting: RevisionPosting,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence({ basis, title, servedOn, times, beforeMinutes, afterMinutes }: RecordCorrection): string {
    const what = `${servedOn} 的“${title}”`;
    const before = String(beforeMinutes);
    if (basis === 'VOID') return `${what}原认定 ${before} 分钟，作废，不再计入。`;
    const why = times ? `实际服务 ${clock(times.checkedInAt)} 至 ${clock(times.checkedOutAt)}` : '按后来补入的打卡';
    return `${what}由 ${before} 分钟更正为 ${String(afterMinutes)} 分钟（${why}）。`;
  }

  async teamsOf(requests: readonly DecisionRequest<RecordCorrection>[], tx?: Transaction) {
    const records = await this.records.byIds(
      requests.map(({ payload }) => payload.recordId),
      tx,
    );
    const found = new Map(records.map((record) => [record.id, record]));
    return new Map(
      requests.flatMap(({ id, payload }) => {
        const record = found.get(payload.recordId);
        return record ? [[id, { teamId: record.teamId, shiftId: record.shiftId }] as const] : [];
      }),
    );
  }

  /**
   * @throws RECORD_UNKNOWN, RECORD_STATE_WRONG, CORRECTION_OUTDATED, LEDGER_BALANCE_TOO_LOW
   */
  async approve(
    tx: Transaction,
    request: DecisionRequest<RecordCorrection>,
    decision: DecidedBy,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { recordId } = request.payload;
    const record = await this.guard.hold(tx, recordId);
    if (record.status !== 'CONFIRMED') throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
    const result = await this.resultOf(tx, record, request);
    const [newId] = await this.posting.post(tx, [{ old: record, result, reason: request.reason }], decision.by);
    const now = await this.guard.hold(tx, newId ?? recordId);
    return { ...changeOf(now), correctedRecordId: recordId };
  }

  /** What takes the record's place, found anew: what was agreed to is what is posted, or nothing is. */
  private async resultOf(
    tx: Transaction,
    record: ServiceRecord,
    { payload, askedBy, reason }: DecisionRequest<RecordCorrection>,
  ): Promise<RecomputeResult | null> {
    const { basis, times, beforeMinutes, afterMinutes, punchIds } = payload;
    const counting = await this.attendance.countingPunches(tx, [record]);
    const isSame =
      beforeMinutes === record.creditedMinutes + record.grantedMinutes &&
      JSON.stringify(counting.map(({ id }) => id)) === JSON.stringify(punchIds);
    if (!isSame) throw serviceHoursErrors.refuse('CORRECTION_OUTDATED');
    if (basis === 'VOID') return null;
    if (times) {
      const served = { checkedInAt: new Date(times.checkedInAt), checkedOutAt: new Date(times.checkedOutAt) };
      await this.times.append(tx, record, served, { reason, recordedBy: askedBy });
    }
    const line = await this.planner.revisionOf(tx, record);
    if (line?.afterMinutes !== afterMinutes) throw serviceHoursErrors.refuse('CORRECTION_OUTDATED');
    return { ...line.result, recordedBy: times ? [askedBy] : handsOf(counting) };
  }
}

function clock(instant: string): string {
  return localClock(Date.parse(instant));
}
