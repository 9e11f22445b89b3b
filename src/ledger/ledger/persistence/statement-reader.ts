import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { AccountKind, CauseKind, PostingReason } from '../domain/posting';

export interface StatementLine {
  readonly seq: number;
  /** Minutes or tenths of a point. */
  readonly amount: number;
  /** The balance behind this line, in the order of the statement and counting only what the statement knows. */
  readonly balanceAfter: number;
  readonly issuerDivisionId: string;
  readonly reason: PostingReason;
  readonly causeKind: CauseKind;
  readonly causeId: string;
  readonly reversesSeq: number | null;
  readonly ruleVersion: string;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
}

/** Where a page ends, and the last entry that its statement knows: later entries do not move later pages. */
export interface StatementPosition {
  readonly throughSeq: number;
  /** The line's time by the clock of the statement, microseconds since 1970 as text; `0` in the ledger's own order. */
  readonly atMicros: string;
  readonly seq: number;
}

export interface StatementQuestion {
  readonly volunteerId: string;
  readonly accountKind: AccountKind;
  /** The clock that orders and bounds the lines; null for the order of the ledger itself. */
  readonly by: 'EFFECTIVE' | 'RECORDED' | null;
  /** Lines from this moment on (inclusive) by that clock; what was before is the opening balance. */
  readonly from: Date | null;
  /** Up to this moment (inclusive) by that clock. */
  readonly until: Date | null;
  /** Only what the ledger had learned of by then (inclusive). */
  readonly knownAt: Date | null;
  readonly after: StatementPosition | null;
  readonly limit: number;
}

/** What stands above the lines. openingBalance + added − taken = closingBalance, on every page of a statement alike. */
export interface StatementTotals {
  readonly openingBalance: number;
  readonly added: number;
  /** Without sign. */
  readonly taken: number;
  readonly closingBalance: number;
  readonly lineCount: number;
  /** The newest entry of the account that the statement knows, 0 for none: the state of the ledger it is true for. */
  readonly throughSeq: number;
}

export interface StatementPart {
  readonly totals: StatementTotals;
  /** Newest first, each with its place for the page that continues behind it. */
  readonly lines: readonly { readonly line: StatementLine; readonly position: StatementPosition }[];
}

/**
 * Reads statements: totals and a page of lines in one statement of SQL, which is one snapshot. It goes through the
 * account's entries up to the page's end, because running balances by effect are in no row; an account holds thousands.
 */
@Injectable()
export class StatementReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async read(question: StatementQuestion, tx?: Transaction): Promise<StatementPart> {
    const { volunteerId, accountKind, from, until, knownAt, after, limit } = question;
    const parameters = [
      volunteerId,
      accountKind,
      after?.throughSeq ?? null,
      from,
      until,
      knownAt,
      after?.atMicros ?? null,
      after?.seq ?? null,
      limit,
    ];
    const sql = statementSql(question.by);
    const rows = tx ? await tx.query<Row>(sql, parameters) : await this.unitOfWork.read<Row>(sql, parameters);
    const totals = totalsOf(rows[0]);
    const lines = rows.filter(({ seq }) => seq !== null).map((row) => lineOf(row, totals.throughSeq));
    return { totals, lines };
  }
}

interface Row {
  readonly opening: string;
  readonly added: string;
  readonly taken: string;
  readonly lineCount: string;
  readonly throughSeq: string;
  /** null in the one row of a page without lines, like all that follow. */
  readonly seq: string | null;
  readonly amount: string;
  readonly running: string;
  readonly issuerDivisionId: string;
  readonly reason: PostingReason;
  readonly causeKind: CauseKind;
  readonly causeId: string;
  readonly reversesSeq: string | null;
  readonly ruleVersion: string;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
  readonly atMicros: string;
}

const momentOf = { EFFECTIVE: 'e.effective_at', RECORDED: 'e.recorded_at' } as const;

function statementSql(by: StatementQuestion['by']): string {
  const moment = momentOf[by ?? 'RECORDED'];
  const micros = by === null ? '0::bigint' : `(extract(epoch from ${moment}) * 1000000)::bigint`;
  return `
    with through as (
      select least(a.seq, $3::bigint) as seq from ledger_account a where a.volunteer_id = $1 and a.kind = $2
    ), known as (
      select e.*, ${micros} as at_micros, $4::timestamptz is null or ${moment} >= $4 as is_line
      from ledger_entry e cross join through t
      where e.volunteer_id = $1 and e.account_kind = $2 and e.seq <= t.seq
        and ($5::timestamptz is null or ${moment} <= $5) and ($6::timestamptz is null or e.recorded_at <= $6)
    ), running as (
      select k.*, sum(k.amount) over (order by k.at_micros, k.seq) as running from known k
    ), totals as (
      select coalesce(sum(amount) filter (where not is_line), 0) as opening,
        coalesce(sum(amount) filter (where is_line and amount > 0), 0) as added,
        coalesce(-sum(amount) filter (where is_line and amount < 0), 0) as taken,
        count(*) filter (where is_line) as line_count, coalesce((select seq from through), 0) as through_seq
      from known
    )
    select t.opening, t.added, t.taken, t.line_count as "lineCount", t.through_seq as "throughSeq", l.seq, l.amount,
      l.running, l.issuer_division_id as "issuerDivisionId", l.reason, l.cause_kind as "causeKind",
      l.cause_id as "causeId", l.reverses_seq as "reversesSeq", l.rule_version as "ruleVersion",
      l.effective_at as "effectiveAt", l.recorded_at as "recordedAt", l.at_micros as "atMicros"
    from totals t
    left join lateral (
      select * from running r
      where r.is_line and ($7::bigint is null or (r.at_micros, r.seq) < ($7::bigint, $8::bigint))
      order by r.at_micros desc, r.seq desc limit $9) l on true
    order by l.at_micros desc, l.seq desc`;
}

function totalsOf(row: Row | undefined): StatementTotals {
  const openingBalance = Number(row?.opening ?? 0);
  const added = Number(row?.added ?? 0);
  const taken = Number(row?.taken ?? 0);
  return {
    openingBalance,
    added,
    taken,
    closingBalance: openingBalance + added - taken,
    lineCount: Number(row?.lineCount ?? 0),
    throughSeq: Number(row?.throughSeq ?? 0),
  };
}

function lineOf(row: Row, throughSeq: number): StatementPart['lines'][number] {
  const seq = Number(row.seq);
  const line = {
    seq,
    amount: Number(row.amount),
    balanceAfter: Number(row.running),
    issuerDivisionId: row.issuerDivisionId,
    reason: row.reason,
    causeKind: row.causeKind,
    causeId: row.causeId,
    reversesSeq: row.reversesSeq === null ? null : Number(row.reversesSeq),
    ruleVersion: row.ruleVersion,
    effectiveAt: row.effectiveAt,
    recordedAt: row.recordedAt,
  };
  return { line, position: { throughSeq, atMicros: row.atMicros, seq } };
}
