/**
 * The questions of the verifier. Each answers what is wrong, first row first, and nothing where all is right. They read
 * service_record too: the link from an entry to what it is about is part of what an auditor has to trust.
 */

/** Chains, numbers, running balances, reversals and service records of one leaf of ledger_entry. */
export function badEntriesSql(entryLeaf: string, accountLeaf: string): string {
  return `
    with chained as (
      select e.*, a.balance as account_balance,
        coalesce(lag(e.seq) over account, 0) as previous_seq,
        coalesce(lag(e.hash) over account, '\\x'::bytea) as previous_hash,
        coalesce(lag(e.balance_after) over account, 0) as previous_balance,
        lead(e.balance_after - e.amount) over account as next_begins_at,
        sum(e.amount) over (account rows unbounded preceding) as running
      from ${entryLeaf} e
      left join ${accountLeaf} a on a.volunteer_id = e.volunteer_id and a.kind = e.account_kind
      window account as (partition by e.volunteer_id, e.account_kind order by e.seq)
    ), judged as (
      select c.*, case
        when c.seq <> c.previous_seq + 1 then 'seq'
        when c.cause_kind = 'SERVICE_RECORD' and (r.id is null or r.status not in ('CONFIRMED', 'REVERSED')) then 'cause_id'
        when c.cause_kind = 'SERVICE_RECORD' and c.account_kind not in ('POINT_TENTHS', r.kind || '_MINUTES') then 'account_kind'
        when c.cause_kind = 'SERVICE_RECORD' and c.account_kind <> 'POINT_TENTHS' and r.status = 'CONFIRMED'
          and c.amount <> r.credited_minutes then 'amount'
        when c.cause_kind = 'OPENING' and (w.id is null or i.status not in ('POSTED', 'REVERSED')) then 'cause_id'
        when c.cause_kind = 'OPENING' and c.account_kind <> w.kind || '_MINUTES' then 'account_kind'
        when c.cause_kind = 'OPENING' and c.amount <> w.minutes then 'amount'
        when c.reverses_seq is not null and (o.seq is null or o.reason = 'REVERSAL') then 'reverses_seq'
        when c.reverses_seq is not null and o.amount <> -c.amount then 'amount'
        when c.balance_after <> c.running or c.balance_after - c.previous_balance <> c.amount then
          -- One of the two was changed; what follows says which balance was true.
          case when coalesce(c.next_begins_at, c.account_balance) = c.balance_after then 'amount' else 'balance_after' end
        when c.hash <> ledger_entry_hash(c.previous_hash, c.volunteer_id, c.account_kind, c.seq, c.entry_id, c.amount,
          c.balance_after, c.issuer_division_id, c.reason, c.cause_kind, c.cause_id, c.reverses_seq, c.rule_version,
          c.effective_at, c.recorded_at, c.recorded_by) then 'hash'
        end as bad_column
      from chained c
      left join service_record r
        on c.cause_kind = 'SERVICE_RECORD' and r.id = c.cause_id and r.volunteer_id = c.volunteer_id
      left join opening_row w on c.cause_kind = 'OPENING' and w.id = c.cause_id and w.volunteer_id = c.volunteer_id
      left join opening_import i on i.id = w.import_id
      left join ${entryLeaf} o
        on o.volunteer_id = c.volunteer_id and o.account_kind = c.account_kind and o.seq = c.reverses_seq
    )
    select volunteer_id as "volunteerId", account_kind as "accountKind", seq::text as seq, bad_column as "column"
    from judged where bad_column is not null order by volunteer_id, account_kind, seq limit $1`;
}

/** Account rows of one leaf against the last entry and the sum of their entries. */
export function badAccountsSql(entryLeaf: string, accountLeaf: string): string {
  return `
    with last as (
      select e.volunteer_id, e.account_kind, max(e.seq) as seq, sum(e.amount) as balance
      from ${entryLeaf} e group by e.volunteer_id, e.account_kind
    ), judged as (
      select coalesce(a.volunteer_id, l.volunteer_id) as volunteer_id, coalesce(a.kind, l.account_kind) as kind, a.seq,
        case
          when a.kind is null then 'volunteer_id'
          when a.seq <> coalesce(l.seq, 0) then 'seq'
          when a.balance <> coalesce(l.balance, 0) then 'balance'
          when a.head_hash <> coalesce(e.hash, '\\x'::bytea) then 'head_hash'
        end as bad_column
      from ${accountLeaf} a
      full join last l on l.volunteer_id = a.volunteer_id and l.account_kind = a.kind
      left join ${entryLeaf} e on e.volunteer_id = l.volunteer_id and e.account_kind = l.account_kind and e.seq = l.seq
    )
    select volunteer_id as "volunteerId", kind as "accountKind", seq::text as seq, bad_column as "column"
    from judged where bad_column is not null order by volunteer_id, kind limit $1`;
}

/** The sums by month against the entries. */
export const badMonthsSql = `
  with sums as (
    select volunteer_id, account_kind, to_char(effective_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      sum(amount) as amount
    from ledger_entry group by 1, 2, 3)
  select coalesce(m.volunteer_id, s.volunteer_id) as "volunteerId", coalesce(m.account_kind, s.account_kind) as "accountKind",
    coalesce(m.month, s.month) as month, case when m.month is null then 'month' else 'amount' end as "column"
  from ledger_month m
  full join sums s on s.volunteer_id = m.volunteer_id and s.account_kind = m.account_kind and s.month = m.month
  where coalesce(m.amount, 0) <> coalesce(s.amount, 0) or (m.month is null and s.month is not null)
  order by 1, 2, 3 limit $1`;

/** Confirmed minutes that were never posted, and records whose state and entries disagree about a reversal. */
export const badRecordsSql = `
  with judged as (
    select r.id, r.volunteer_id, case
      when e.seq is null and r.status = 'CONFIRMED' then 'credited_minutes'
      when e.seq is not null and (r.status = 'REVERSED') <> (v.seq is not null) then 'status'
      end as bad_column
    from service_record r
    left join ledger_entry e on e.volunteer_id = r.volunteer_id and e.account_kind = r.kind || '_MINUTES'
      and e.cause_kind = 'SERVICE_RECORD' and e.cause_id = r.id
    left join ledger_entry v on v.volunteer_id = e.volunteer_id and v.account_kind = e.account_kind and v.reverses_seq = e.seq
    where r.status in ('CONFIRMED', 'REVERSED') and r.credited_minutes > 0)
  select volunteer_id as "volunteerId", id as "recordId", bad_column as "column"
  from judged where bad_column is not null order by volunteer_id, id limit $1`;

/**
 * Entries made by a person's decision against that decision: a bonus or penalty (manual_posting), or minutes approved above
 * a day's cap with their points (day_cap_decision).
 */
const badManualLinksSql = `
  with judged as materialized (
    select e.volunteer_id, e.account_kind, e.seq, case
      when m.id is null and d.id is null then 'cause_id'
      when m.id is not null and e.account_kind <> 'POINT_TENTHS' then 'account_kind'
      when m.id is not null and e.seq <> m.seq then 'seq'
      when m.id is not null and (e.amount <> m.point_tenths or e.reason <> m.reason) then 'amount'
      when d.id is not null and e.account_kind <> 'POINT_TENTHS' and e.amount <> d.approved_minutes then 'amount'
      end as bad_column
    from ledger_entry e
    left join manual_posting m on m.volunteer_id = e.volunteer_id and m.id = e.cause_id
    left join day_cap_decision d on d.volunteer_id = e.volunteer_id and d.id = e.cause_id
    where e.cause_kind = 'MANUAL')
  select 'ledger_entry' as "table", volunteer_id as "volunteerId", account_kind as "accountKind", seq::int8 as seq,
    bad_column as "column"
  from judged where bad_column is not null order by volunteer_id, account_kind, seq limit $1`;

/** Bonuses and penalties that no entry stands for. */
const unpostedManualSql = `
  select 'manual_posting' as "table", m.volunteer_id as "volunteerId", m.id as "recordId", 'id' as "column"
  from manual_posting m
  where not exists (select 1 from ledger_entry e where e.volunteer_id = m.volunteer_id
    and e.account_kind = 'POINT_TENTHS' and e.cause_kind = 'MANUAL' and e.cause_id = m.id)
  order by 2, 3 limit $1`;

/** Who may have made what is posted by hand: the actor in the row, by this command, which answers the row's id. */
export const manualPostingAct = {
  table: 'manual_posting',
  actor: 'posted_by',
  commands: ['ledger.post-manually'],
  subject: 'volunteer_id',
  decision: 'decision_id',
} as const;

/** What an audit asks about the ledger besides its chains, one question after the other. $1: how many answers at most. */
export const ledgerQuestions: readonly { readonly sql: string; readonly table?: string }[] = [
  { sql: badRecordsSql, table: 'service_record' },
  { sql: badManualLinksSql },
  { sql: unpostedManualSql },
  { sql: badMonthsSql, table: 'ledger_month' },
];

/** The leaves of ledger_entry with the account leaf of the same remainder. */
export const leavesSql = `
  select c.oid::regclass::text as "entryLeaf",
    (select a.oid::regclass::text from pg_inherits ai join pg_class a on a.oid = ai.inhrelid
     where ai.inhparent = 'ledger_account'::regclass
       and pg_get_expr(a.relpartbound, a.oid) = pg_get_expr(c.relpartbound, c.oid)) as "accountLeaf"
  from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'ledger_entry'::regclass order by 1`;
