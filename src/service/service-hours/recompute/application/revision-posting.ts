import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import type { RecomputeResult } from '../persistence/recompute.repository';
import { type ServiceRecord, ServiceRecordRepository } from '../../computing';
import { ConfirmDue } from '../../records';
import { RecordReversal } from './record-reversal';

/** A confirmed record, and what takes its place; null where nothing does. */
export interface Revision {
  readonly old: ServiceRecord;
  readonly result: RecomputeResult | null;
  readonly reason: string;
}

/**
 * Takes back what confirmed records have posted and posts their next revisions, in one step: at no moment does a reader
 * see one without the other, so that no certificate falls in between.
 */
@Injectable()
export class RevisionPosting {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly reversal: RecordReversal,
    private readonly confirmDue: ConfirmDue,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @param decidedBy who let it be done.
   * @returns the id of each next revision, in order; null where there is none.
   * @throws LEDGER_ALREADY_REVERSED, LEDGER_BALANCE_TOO_LOW
   */
  async post(tx: Transaction, revisions: readonly Revision[], decidedBy: string): Promise<readonly (string | null)[]> {
    const now = this.clock.now();
    // All old time is given free before the new one is taken, so that two records may exchange it.
    for (const { old, reason } of revisions) {
      await this.records.decide(tx, old.id, { status: 'REVERSED', decidedBy, reason });
      await this.reversal.execute(tx, old, decidedBy);
    }
    const fresh = revisions.map(({ old, result, reason }) => ({
      ...{ old, result, reason },
      id: result === null ? null : this.ids.next(),
    }));
    await this.records.save(
      tx,
      fresh.flatMap(({ id, old: { startsAt, endsAt }, result }) =>
        id === null || result === null ? [] : [{ ...result, id, startsAt, endsAt, computedAt: now }],
      ),
    );
    // One after the other: caps of points look at what is posted.
    for (const { id, old, reason } of fresh) {
      if (id === null) continue;
      await this.records.decide(tx, id, { status: 'PUBLICITY', decidedBy, reason });
      const record = await this.records.find(tx, id);
      // Where the clock went back since: a next revision is confirmed no earlier than the one before.
      const at = old.confirmedAt !== null && old.confirmedAt > now ? old.confirmedAt : now;
      if (record) await this.confirmDue.confirm(tx, [record], at);
    }
    return fresh.map(({ id }) => id);
  }
}
