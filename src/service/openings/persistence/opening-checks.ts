import { type AuditCheck, questionCheck } from '../../../platform/data/audit/audit-checks';
import { undeclaredActsSql } from '../../../platform/data/audit/declared-acts';

/** Rows of posted imports of old hours that no entry stands for. */
const unpostedRowsSql = `
  select 'opening_row' as "table", w.volunteer_id as "volunteerId", w.id as "recordId", 'id' as "column"
  from opening_row w join opening_import i on i.id = w.import_id
  where i.posted_at is not null and not opening_row_is_held(w.volunteer_id, w.id) and not exists (select 1 from ledger_entry e where e.volunteer_id = w.volunteer_id
    and e.account_kind = w.kind || '_MINUTES' and e.cause_kind = 'OPENING' and e.cause_id = w.id)
  order by 2, 3 limit $1`;

/** Entries for rows that somebody objected to and that must not count, as long as they were not taken back. */
const heldRowsSql = `
  select 'opening_row' as "table", w.volunteer_id as "volunteerId", w.id as "recordId", 'id' as "column"
  from opening_objection o join opening_row w on w.volunteer_id = o.volunteer_id and w.id = o.row_id
  join opening_import i on i.id = w.import_id
  where o.status in ('OPEN', 'UPHELD') and i.status <> 'REVERSED' and exists (
    select 1 from ledger_entry e where e.volunteer_id = w.volunteer_id and e.cause_kind = 'OPENING' and e.cause_id = w.id)
  order by 2, 3 limit $1`;

/** Imports that counted before their publicity was over. */
const unpublishedSql = `
  select 'opening_import' as "table", i.id::text as key, 'posted_at' as "column"
  from opening_import i where i.posted_at < i.publicity_until order by 2 limit $1`;

/** Imports whose rows are not those that were handed in and decided about: another number of them, or another sum. */
const otherRowsSql = `
  select 'opening_import' as "table", i.id::text as key,
    case when count(w.id) <> i.row_count then 'row_count' else 'total_minutes' end as "column"
  from opening_import i left join opening_row w on w.import_id = i.id
  group by i.id having count(w.id) <> i.row_count or coalesce(sum(w.minutes), 0) <> i.total_minutes
  order by 2 limit $1`;

/** What every audit asks about old hours. */
export const openingChecks: readonly AuditCheck[] = [
  questionCheck('openings.entries', unpostedRowsSql),
  questionCheck('openings.rows', otherRowsSql),
  questionCheck('openings.held', heldRowsSql),
  questionCheck('openings.publicity', unpublishedSql),
  questionCheck(
    'openings.submitted',
    undeclaredActsSql({ table: 'opening_import', actor: 'submitted_by', commands: ['openings.submit'], subject: 'id' }),
  ),
  questionCheck(
    'openings.decided',
    undeclaredActsSql({
      table: 'opening_import',
      actor: 'decided_by',
      commands: ['openings.decide'],
      where: 't.decided_by is not null',
      subject: 'id',
    }),
  ),
  questionCheck(
    'openings.objections',
    undeclaredActsSql({
      table: 'opening_objection',
      actor: 'answered_by',
      commands: ['openings.answer-objection'],
      where: 't.answered_by is not null',
      subject: 'id',
    }),
  ),
];
