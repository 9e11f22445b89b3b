import { type AuditCheck, questionCheck } from '../../../../platform/data/audit/audit-checks';
import { undeclaredActsSql } from '../../../../platform/data/audit/declared-acts';

/**
 * What an auditor has to be able to follow: from an entry to its service record, from there to the punches, the sheet or the
 * decision that its grade claims. Each question answers what is wrong, and nothing where all is right. $1: how many at most.
 *
 * Judged first and sorted afterwards (`materialized`): for the sake of the first rows, which are hardly ever there, the
 * planner would read everything in their order.
 */

/** Entries whose service record is missing, not confirmed, of another kind or of other minutes. */
const badEntryLinksSql = `
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
const recordsWithoutPunchSql = `
  select 'service_record' as "table", r.volunteer_id as "volunteerId", r.id as "recordId", 'shift_id' as "column"
  from service_record r
  where r.status in ('CONFIRMED', 'REVERSED') and r.credited_minutes > 0
    and not exists (select 1 from punch p where p.volunteer_id = r.volunteer_id and p.shift_id = r.shift_id)
  order by 2, 3 limit $1`;

/** Records whose grade claims what is not there, of those with punches; what an approved recompute made keeps its own. */
const baselessGradesSql = `
  with evidence as (
    select volunteer_id, shift_id, bool_or(method = 'CODE' and direction = 'IN') as code_in,
      bool_or(method = 'CODE' and direction = 'OUT') as code_out,
      bool_or(method in ('CODE', 'ROLL_CALL', 'STAFF', 'KIOSK')) as live, bool_or(method = 'PAPER') as paper,
      bool_or(method in ('CORRECTION', 'BACKFILL')) as late, bool_or(method = 'SELF_DECLARED') as declared
    from punch group by 1, 2
  ), judged as materialized (
    select r.volunteer_id, r.id from service_record r
    join evidence e on e.volunteer_id = r.volunteer_id and e.shift_id = r.shift_id
    where r.status in ('CONFIRMED', 'REVERSED') and r.credited_minutes > 0
      and not case r.grade when 'A' then e.code_in and e.code_out when 'B' then e.live when 'C' then e.paper
        when 'D' then e.late and r.decided_by is not null else e.declared and r.decided_by is not null end
      and not record_is_recomputed(r))
  select 'service_record' as "table", volunteer_id as "volunteerId", id as "recordId", 'grade' as "column"
  from judged order by 2, 3 limit $1`;

/**
 * Records with more minutes than the time that was credited, with time outside of the record's own, or with time before the
 * first punch or behind a check-out that was the last.
 */
const minutesWithoutTimeSql = `
  with judged as materialized (
    select r.volunteer_id, r.id from service_record r
    cross join lateral (
      select coalesce(sum((s ->> 'endMs')::bigint - (s ->> 'startMs')::bigint), 0) / 60000 as minutes,
        coalesce(bool_or((s ->> 'startMs')::bigint < extract(epoch from r.starts_at) * 1000
          or (s ->> 'endMs')::bigint > extract(epoch from r.ends_at) * 1000), false) as is_outside,
        min((s ->> 'startMs')::bigint) as from_ms, max((s ->> 'endMs')::bigint) as until_ms
      from jsonb_array_elements(r.credited_intervals) s) t
    left join lateral (
      select min(p.punched_at) as first_at, max(p.punched_at) filter (where p.direction = 'OUT') as out_at,
        max(p.punched_at) filter (where p.direction = 'IN') as in_at
      from punch p where p.volunteer_id = r.volunteer_id and p.shift_id = r.shift_id) p on true
    where r.status in ('CONFIRMED', 'REVERSED') and r.credited_minutes > 0
      and (r.credited_minutes > t.minutes or t.is_outside or t.from_ms < extract(epoch from p.first_at) * 1000 - 1000
        or p.out_at > p.in_at and t.until_ms > extract(epoch from p.out_at) * 1000 + 1000))
  select 'service_record' as "table", volunteer_id as "volunteerId", id as "recordId", 'credited_minutes' as "column"
  from judged order by 2, 3 limit $1`;

/** Minutes that were approved above a day's cap and that no entry stands for. */
const unpostedCapsSql = `
  select 'day_cap_decision' as "table", d.volunteer_id as "volunteerId", d.id as "recordId", 'id' as "column"
  from day_cap_decision d join service_record r on r.volunteer_id = d.volunteer_id and r.id = d.record_id
  where d.approved_minutes > 0 and not exists (select 1 from ledger_entry e where e.volunteer_id = d.volunteer_id
    and e.account_kind = r.kind || '_MINUTES' and e.cause_kind = 'MANUAL' and e.cause_id = d.id)
  order by 2, 3 limit $1`;

/** What every audit asks about service records. */
export const hoursChecks: readonly AuditCheck[] = [
  questionCheck('service-hours.entries', badEntryLinksSql),
  questionCheck('service-hours.punches', recordsWithoutPunchSql),
  questionCheck('service-hours.grades', baselessGradesSql),
  questionCheck('service-hours.minutes', minutesWithoutTimeSql),
  questionCheck('service-hours.caps', unpostedCapsSql),
  questionCheck(
    'service-hours.cap-decisions',
    undeclaredActsSql({
      table: 'day_cap_decision',
      actor: 'decided_by',
      commands: ['service-hours.decide-cap'],
      subject: 'record_id',
    }),
  ),
  questionCheck(
    'service-hours.approvals',
    undeclaredActsSql({
      table: 'service_record',
      actor: 'decided_by',
      commands: ['service-hours.approve', 'service-hours.reject'],
      where: `t.status = 'CONFIRMED' and t.grade in ('D', 'E') and t.credited_minutes > 0
        and not exists (select 1 from record_objection o where o.record_id = t.id)
        and not record_is_recomputed(t) and not record_is_corrected(t)`,
      subject: 'id',
    }),
  ),
];
