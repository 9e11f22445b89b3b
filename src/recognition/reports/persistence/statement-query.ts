import { Injectable } from '@nestjs/common';
import { type LocalDay, addDays, startOfDayMs } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { AccountKind, PostingReason } from '../../../ledger/ledger';

/** An entry with what the reader of a statement wants to know about it. */
export interface StatementRow {
  readonly accountKind: AccountKind;
  readonly seq: number;
  readonly amount: number;
  readonly balanceAfter: number;
  readonly reason: PostingReason;
  readonly reversesSeq: number | null;
  readonly ruleVersion: string;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
  /** Title of the activity, or of the document old hours came from; null for entries that neither made. */
  readonly activityTitle: string | null;
}

type RawRow = Omit<StatementRow, 'seq' | 'amount' | 'balanceAfter' | 'reversesSeq'> & {
  readonly seq: string;
  readonly amount: string;
  readonly balanceAfter: string;
  readonly reversesSeq: string | null;
};

/** Reads the entries of one person's accounts. */
@Injectable()
export class StatementQuery {
  /** What was recorded in the period, both days inclusive, in the order of the ledger; at most `limit` rows. */
  async recordedBetween(
    tx: Transaction,
    volunteerId: string,
    period: { readonly from: LocalDay; readonly to: LocalDay },
    limit: number,
  ): Promise<readonly StatementRow[]> {
    const rows = await tx.query<RawRow>(
      `select e.account_kind as "accountKind", e.seq, e.amount, e.balance_after as "balanceAfter", e.reason,
         e.reverses_seq as "reversesSeq", e.rule_version as "ruleVersion", e.effective_at as "effectiveAt",
         e.recorded_at as "recordedAt", coalesce(r.activity_title, i.document_title) as "activityTitle"
       from ledger_entry e
       left join ledger_entry o
         on o.volunteer_id = e.volunteer_id and o.account_kind = e.account_kind and o.seq = e.reverses_seq
       left join service_record r on r.id = coalesce(o.cause_id, e.cause_id)
       left join opening_row w on w.volunteer_id = e.volunteer_id and w.id = coalesce(o.cause_id, e.cause_id)
       left join opening_import i on i.id = w.import_id
       where e.volunteer_id = $1 and e.recorded_at >= $2 and e.recorded_at < $3
       order by e.account_kind, e.seq limit $4`,
      [volunteerId, new Date(startOfDayMs(period.from)), new Date(startOfDayMs(addDays(period.to, 1))), limit],
    );
    return rows.map((row) => ({
      ...row,
      seq: Number(row.seq),
      amount: Number(row.amount),
      balanceAfter: Number(row.balanceAfter),
      reversesSeq: row.reversesSeq === null ? null : Number(row.reversesSeq),
    }));
  }
}
