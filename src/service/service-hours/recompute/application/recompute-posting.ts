import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { Notices } from '../../../../people/notices';
import { serviceHoursErrors } from '../../errors';
import type { RecomputeLine } from '../persistence/recompute.repository';
import { type ServiceRecord, ServiceRecordRepository } from '../../computing';
import { type Revision, RevisionPosting } from './revision-posting';

/** Posts the lines of an approved run in the place of a person's records, and tells the person. */
@Injectable()
export class RecomputePosting {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly revisions: RevisionPosting,
    private readonly notices: Notices,
  ) {}

  /** @throws RECORD_STATE_WRONG where a record is not what the dry run saw, LEDGER_BALANCE_TOO_LOW */
  async post(
    tx: Transaction,
    lines: readonly RecomputeLine[],
    approvedBy: string,
  ): Promise<readonly { readonly line: RecomputeLine; readonly newRecordId: string }[]> {
    const revisions: Revision[] = [];
    for (const line of lines) {
      const old = await this.records.find(tx, line.recordId);
      if (!old || !isAsSeen(old, line)) throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
      revisions.push({ old, result: line.result, reason: `按规则版本 ${line.result.hoursPolicyVersion} 重算` });
    }
    const ids = await this.revisions.post(tx, revisions, approvedBy);
    const posted = lines.flatMap((line, index) => {
      const newRecordId = ids[index] ?? null;
      return newRecordId === null ? [] : [{ line, newRecordId }];
    });
    await this.notices.send(
      tx,
      posted.map(({ line, newRecordId }) => noticeOf(line, newRecordId)),
    );
    return posted;
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
