import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { ReverseCause } from '../../../../ledger/ledger';
import { ApprovalRepository } from '../../records';
import type { ServiceRecord } from '../../computing';

/** Takes back everything a confirmed record has posted: its own minutes and those that were granted above a cap. */
@Injectable()
export class RecordReversal {
  constructor(
    private readonly reverseCause: ReverseCause,
    private readonly approvals: ApprovalRepository,
    private readonly ids: IdSource,
  ) {}

  /** @throws LEDGER_ALREADY_REVERSED, LEDGER_BALANCE_TOO_LOW */
  async execute(tx: Transaction, record: ServiceRecord, recordedBy: string): Promise<void> {
    // A record without minutes has posted nothing.
    const own = record.creditedMinutes > 0 ? [record.id] : [];
    for (const causeId of [...own, ...(await this.approvals.grantsOf(tx, record))]) {
      const { volunteerId } = record;
      await this.reverseCause.execute(tx, { volunteerId, causeId, reversalId: this.ids.next(), recordedBy });
    }
  }
}
