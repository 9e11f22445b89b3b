/**
 * The links that an auditor has to be able to follow from an entry: to its service record, and from there to the punches.
 * Each answers what is wrong, and nothing where all is right. $1: how many at most.
 *
 * Judged first and sorted afterwards (`materialized`): for the sake of the first rows, which are hardly ever there, the
 * planner would read everything in their order.
 */

/** Entries whose service record is missing, not confirmed, of another kind or of other minutes. */
export const badEntryLinksSql = `
  with judged as materialized (
    select e.volunteer_id, e.account_kind, e.seq, case
      when r.id is null or r.status not in ('CONFIRMED', 'REVERSED') then 'cause_id'
      when e.account_kind not in ('POINT_TENTHS', r.kind || '_MINUTES') then 'account_kind'
      when e.account_kind <> 'POINT_TENTHS' and r.status = 'CONFIRMED' and e.amount <> r.credited_minutes then 'amount'
      end as bad_column
    from ledger_entry e
    left join service_record r on r.id = e.cause_id and r.volunteer_id = e.volunteer_id
    where e.cause_kind = 'SERVICE_RECORD')
  select 'ledger_entry' as "table", volunteer_id as "volunteerId", account_kind as "accountKind", seq::int8 as seq,
    bad_column as "column"
  from judged where bad_column is not null order by volunteer_id, account_kind, seq limit $1`;

/** Records that credit minutes without a single punch of that person in that shift. */
export const recordsWithoutPunchSql = `
  select 'service_record' as "table", r.volunteer_id as "volunteerId", r.id as "recordId", 'shift_id' as "column"
  from service_record r
  where r.status in ('CONFIRMED', 'REVERSED') and r.credited_minutes > 0
    and not exists (select 1 from punch p where p.volunteer_id = r.volunteer_id and p.shift_id = r.shift_id)
  order by 2, 3 limit $1`;

/**
 * Entries made by a person's decision against that decision: a bonus or penalty (manual_posting), or minutes approved above
 * a day's cap with their points (day_cap_decision).
 */
export const badManualLinksSql = `
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

/** Bonuses, approved minutes and rows of posted imports of old hours that no entry stands for. */
export const unpostedCausesSql = `
  with cause as (
    select 'manual_posting' as source, m.volunteer_id, m.id, 'POINT_TENTHS' as account_kind, 'MANUAL' as cause_kind
    from manual_posting m
    union all
    select 'day_cap_decision', d.volunteer_id, d.id, r.kind || '_MINUTES', 'MANUAL'
    from day_cap_decision d join service_record r on r.volunteer_id = d.volunteer_id and r.id = d.record_id
    where d.approved_minutes > 0
    union all
    select 'opening_row', w.volunteer_id, w.id, w.kind || '_MINUTES', 'OPENING'
    from opening_row w join opening_import i on i.id = w.import_id where i.status in ('POSTED', 'REVERSED'))
  select c.source as "table", c.volunteer_id as "volunteerId", c.id as "recordId", 'id' as "column"
  from cause c
  where not exists (select 1 from ledger_entry e where e.volunteer_id = c.volunteer_id
    and e.account_kind = c.account_kind and e.cause_kind = c.cause_kind and e.cause_id = c.id)
  order by 1, 2, 3 limit $1`;
