import { Injectable } from '@nestjs/common';
import type { Statement } from '../../../platform/data/database/statements';
import {
  DoneAtTheSameMoment,
  type Transaction,
  sqlStateOf,
  violatedConstraint,
} from '../../../platform/data/database/unit-of-work';
import {
  complaintAbout,
  type AccountKind,
  type Posting,
  type PostingReason,
  type PostingResult,
} from '../domain/posting';
import { LedgerInvariantBroken, ledgerErrors } from '../errors';

export interface PostingRun {
  /** One id per posting, for entries that turn out to be new. */
  readonly entryIds: readonly string[];
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

/** A posting that a cause has made, and whether it was taken back. */
export interface PostedByCause {
  readonly accountKind: AccountKind;
  readonly seq: number;
  readonly amount: number;
  readonly issuerDivisionId: string;
  readonly reason: PostingReason;
  readonly ruleVersion: string;
  readonly effectiveAt: Date;
  readonly isReversed: boolean;
}

const CAUSE_POSTED_OTHERWISE = 'VL002';
const REVERSAL_OF_NOTHING = 'VL003';
const REVERSED_BEFORE = 'VL004';
const CAUSE_UNDECLARED = 'VL005';
const UNIQUE_VIOLATION = '23505';

/** Named, so that who posts outside of TypeORM can have it planned once per connection. */
export const postStatement: Statement = {
  name: 'ledger-post',
  sql: `select is_new, entry_seq as seq, entry_amount as amount, entry_balance_after as after
    from ledger_post($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::uuid[],
      $9::bigint[], $10::text[], $11::timestamptz[], $12::timestamptz, $13::text)
    order by ordinal`,
};

/** The parameters of postStatement, one array per column. */
export function postParameters(postings: readonly Posting[], run: PostingRun): readonly unknown[] {
  return [
    postings.map((posting) => posting.volunteerId),
    postings.map((posting) => posting.accountKind),
    run.entryIds,
    postings.map((posting) => posting.amount),
    postings.map((posting) => posting.issuerDivisionId),
    postings.map((posting) => posting.reason),
    postings.map((posting) => posting.causeKind),
    postings.map((posting) => posting.causeId),
    postings.map((posting) => posting.reversesSeq ?? null),
    postings.map((posting) => posting.ruleVersion),
    postings.map((posting) => posting.effectiveAt),
    run.recordedAt,
    run.recordedBy,
  ];
}

/** The one write path into the ledger: the database function ledger_post, one round trip for many postings. */
@Injectable()
export class LedgerRepository {
  /**
   * Posts all, in the order given; one answer per posting. Accounts are locked in the order of partition, volunteer and
   * kind.
   *
   * @throws LEDGER_BALANCE_TOO_LOW, LEDGER_ALREADY_REVERSED, LedgerInvariantBroken; DoneAtTheSameMoment where another
   *   transaction posts the same cause.
   */
  async post(tx: Transaction, postings: readonly Posting[], run: PostingRun): Promise<readonly PostingResult[]> {
    for (const posting of postings) {
      const complaint = complaintAbout(posting);
      if (complaint !== null) throw new LedgerInvariantBroken(complaint);
    }
    interface Row {
      readonly is_new: boolean;
      readonly seq: string;
      readonly amount: string;
      readonly after: string;
    }
    const rows = await tx.query<Row>(postStatement.sql, postParameters(postings, run)).catch((error: unknown) => {
      throw translated(error);
    });
    return rows.map((row) => ({
      isNew: row.is_new,
      seq: Number(row.seq),
      amount: Number(row.amount),
      balanceAfter: Number(row.after),
    }));
  }

  /** Holds the volunteer's accounts until the end of the transaction: whoever posts to them waits. */
  async hold(tx: Transaction, volunteerId: string): Promise<void> {
    await tx.query('select ledger_lock($1)', [volunteerId]);
  }

  /**
   * What a service record or a manual cause has posted, with the volunteer's accounts locked, so that two reversals of
   * it meet here and the second sees the first.
   */
  async lockPostedBy(tx: Transaction, volunteerId: string, causeId: string): Promise<readonly PostedByCause[]> {
    await this.hold(tx, volunteerId);
    type Row = Omit<PostedByCause, 'seq' | 'amount'> & { readonly seq: string; readonly amount: string };
    const rows = await tx.query<Row>(
      `select e.account_kind as "accountKind", e.seq, e.amount, e.issuer_division_id as "issuerDivisionId", e.reason,
         e.rule_version as "ruleVersion", e.effective_at as "effectiveAt", exists (
           select 1 from ledger_entry r where r.volunteer_id = e.volunteer_id and r.account_kind = e.account_kind
             and r.reverses_seq = e.seq) as "isReversed"
       from ledger_entry e
       where e.volunteer_id = $1 and e.cause_id = $2 and e.cause_kind <> 'REVERSAL' order by e.account_kind, e.seq`,
      [volunteerId, causeId],
    );
    return rows.map((row) => ({ ...row, seq: Number(row.seq), amount: Number(row.amount) }));
  }
}

function translated(error: unknown): unknown {
  const state = sqlStateOf(error);
  if (state === CAUSE_POSTED_OTHERWISE) {
    return new LedgerInvariantBroken('a cause that has posted before posts something else', { cause: error });
  }
  if (state === REVERSAL_OF_NOTHING) {
    return new LedgerInvariantBroken('a reversal does not take back one whole posting', { cause: error });
  }
  if (state === CAUSE_UNDECLARED) {
    return new LedgerInvariantBroken('nobody declared the cause of a posting', { cause: error });
  }
  if (state === REVERSED_BEFORE) return ledgerErrors.refuse('LEDGER_ALREADY_REVERSED');
  const constraint = violatedConstraint(error);
  if (constraint?.endsWith('_minutes_not_negative')) return ledgerErrors.refuse('LEDGER_BALANCE_TOO_LOW');
  // PostgreSQL names the leaf's own index, which begins with the leaf's name.
  if (state === UNIQUE_VIOLATION && constraint?.includes('reverses_seq')) {
    return ledgerErrors.refuse('LEDGER_ALREADY_REVERSED');
  }
  if (state === UNIQUE_VIOLATION && constraint?.includes('cause_kind')) {
    return new DoneAtTheSameMoment({ cause: error });
  }
  return error;
}
