import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { IdSource } from '../../../platform/ids/id-source';
import { Notices } from '../../notices';
import { serviceHoursErrors } from '../errors';
import type { RecomputeLine } from '../persistence/recompute.repository';
import type { ServiceRecord } from '../persistence/service-record';
import { ServiceRecordRepository } from '../persistence/service-record.repository';
import { ConfirmDue } from './confirm-due';
import { RecordReversal } from './record-reversal';

/** Takes back what a person's records have posted and posts their new revisions. */
@Injectable()
export class RecomputePosting {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly reversal: RecordReversal,
    private readonly confirmDue: ConfirmDue,
    private readonly notices: Notices,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws RECORD_STATE_WRONG where a record is not what the dry run saw, LEDGER_BALANCE_TOO_LOW */
  async post(
    tx: Transaction,
    lines: readonly RecomputeLine[],
    approvedBy: string,
  ): Promise<readonly { readonly line: RecomputeLine; readonly newRecordId: string }[]> {
    const now = this.clock.now();
    const olds: ServiceRecord[] = [];
    // All old time is given free before the new one is taken, so that two records may exchange it.
    for (const line of lines) {
      const old = await this.records.find(tx, line.recordId);
      if (!old || !isAsSeen(old, line)) throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
      const reason = `按规则版本 ${line.result.hoursPolicyVersion} 重算`;
      await this.records.decide(tx, old.id, { status: 'REVERSED', decidedBy: approvedBy, reason });
      await this.reversal.execute(tx, old, approvedBy);
      olds.push(old);
    }
    const fresh = lines.map((line, index) => ({ line, old: olds[index], newRecordId: this.ids.next() }));
    await this.records.save(
      tx,
      fresh.flatMap(({ line, old, newRecordId: id }) =>
        old ? [{ ...line.result, id, startsAt: old.startsAt, endsAt: old.endsAt, computedAt: now }] : [],
      ),
    );
    // One after the other: caps of points look at what is posted.
    for (const { newRecordId, line } of fresh) {
      const record = await this.records.find(tx, newRecordId);
      if (record) await this.confirmDue.confirm(tx, [record], now);
      await this.notices.send(tx, [noticeOf(line, newRecordId)]);
    }
    return fresh.map(({ line, newRecordId }) => ({ line, newRecordId }));
  }
}

function isAsSeen(record: ServiceRecord, line: RecomputeLine): boolean {
  return (
    record.status === 'CONFIRMED' &&
    record.creditedMinutes === line.beforeMinutes &&
    record.hoursPolicyVersion === line.beforeVersion &&
    record.grantedMinutes === 0
  );
}

function noticeOf({ volunteerId, result, beforeMinutes, afterMinutes }: RecomputeLine, subjectKey: string) {
  const data = { title: result.activityTitle, before: beforeMinutes, after: afterMinutes };
  return { volunteerId, kind: 'RECOMPUTED' as const, subjectKey, data };
}
