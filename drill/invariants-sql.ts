/** One statement, hence one snapshot. Answers the kinds of account whose sums differ, and the months that drifted. */
export const conservationSql = `
  with entries as (
    select account_kind as kind, sum(amount) as amount from ledger_entry group by 1),
  balances as (
    select kind, sum(balance) as amount from ledger_account group by 1),
  issuers as (
    select kind, sum(amount) as amount from (
      select account_kind as kind, issuer_division_id, -sum(amount) as amount from ledger_entry group by 1, 2) side
    group by 1),
  months as (
    select account_kind as kind, sum(amount) as amount from ledger_month group by 1),
  drifted as (
    select volunteer_id, account_kind, month from (
      select volunteer_id, account_kind, to_char(effective_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
        sum(amount) as amount
      from ledger_entry group by 1, 2, 3) fresh
    full join ledger_month kept using (volunteer_id, account_kind, month)
    where coalesce(fresh.amount, 0) <> coalesce(kept.amount, 0))
  select kind, entries.amount as entries, balances.amount as balances, issuers.amount as issuers, months.amount as months,
    null::text as drifted
  from entries full join balances using (kind) full join issuers using (kind) full join months using (kind)
  where coalesce(entries.amount, 0) <> coalesce(balances.amount, 0)
    or coalesce(issuers.amount, 0) <> -coalesce(balances.amount, 0)
    or coalesce(months.amount, 0) <> coalesce(balances.amount, 0)
  union all
  select account_kind, null, null, null, null, volunteer_id || ' ' || month from drifted`;

export const openWorkSql = `
  select (select count(*) from shift where status = 'CLOSED' and computed_at is null)
    + (select count(*) from service_record r where status = 'PUBLICITY' and publicity_until <= now()
        and not exists (select 1 from record_objection o where o.record_id = r.id and o.status = 'OPEN'))
    + (select count(*) from outbox where available_at <= now()) as n`;

/** Questions whose every answer is a broken invariant. */
export const questions: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'a computed shift has a record for everybody who punched, and only for them',
    sql: `
      select coalesce(p.shift_id, r.shift_id) as shift, coalesce(p.volunteer_id, r.volunteer_id) as volunteer,
        p.shift_id is null as "hasNoPunch"
      from (select distinct shift_id, volunteer_id from punch
            where shift_id in (select id from shift where computed_at is not null)) p
      full join (select distinct shift_id, volunteer_id from service_record) r using (shift_id, volunteer_id)
      where p.shift_id is null or r.shift_id is null`,
  },
  {
    name: 'one revision of a record follows the other',
    sql: `
      select shift_id, volunteer_id from service_record group by 1, 2
      having count(*) <> max(revision) or count(*) filter (where status not in ('REJECTED', 'REVERSED')) > 1`,
  },
  {
    name: 'a confirmed record has posted its minutes once',
    sql: `
      select r.id, count(e.seq) as postings from service_record r
      left join ledger_entry e on e.volunteer_id = r.volunteer_id and e.cause_kind = 'SERVICE_RECORD' and e.cause_id = r.id
        and e.account_kind in ('SERVICE_MINUTES', 'TRAINING_MINUTES') and e.amount = r.credited_minutes
      where r.status = 'CONFIRMED' and r.credited_minutes > 0 group by r.id having count(e.seq) <> 1`,
  },
  {
    name: 'a reversed record has taken back what it had posted',
    sql: `
      select r.id, e.account_kind from service_record r
      join ledger_entry e on e.volunteer_id = r.volunteer_id and e.cause_kind = 'SERVICE_RECORD' and e.cause_id = r.id
      where (r.status = 'REVERSED') <> exists (
        select 1 from ledger_entry b where b.volunteer_id = e.volunteer_id and b.account_kind = e.account_kind
          and b.reverses_seq = e.seq and b.amount = -e.amount)`,
  },
  {
    name: 'seats that are taken = sign-ups that have one',
    sql: `
      select s.shift_id, s.taken, count(g.id) as signups from shift_position s
      left join signup g on g.shift_id = s.shift_id and g.position_id = s.position_id and g.status = 'CONFIRMED'
      group by 1, 2 having s.taken <> count(g.id)`,
  },
  {
    name: 'a command stands in the audit log as often as it was carried out',
    sql: `
      select command, count(*) as "carriedOut", (select count(*) from audit_log where action = command) as audited
      from command_key where command not like 'divisions.%' group by 1
      having count(*) <> (select count(*) from audit_log where action = command)`,
  },
];
