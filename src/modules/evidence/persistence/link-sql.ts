/**
 * The links that an auditor has to be able to follow from an entry: to its service record, and from there to the punches.
 * Each answers what is wrong, and nothing where all is right. $1: how many at most.
 */

/** Entries whose service record is missing, not confirmed, of another kind or of other minutes. */
export const badEntryLinksSql = `
  with judged as (
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
