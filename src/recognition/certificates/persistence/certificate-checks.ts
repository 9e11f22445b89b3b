import { type AuditCheck, questionCheck } from '../../../platform/data/audit/audit-checks';

/**
 * Certificates computed again from the entries up to the numbers in their seal: minutes of both kinds, the sum by grade, and
 * the hash that the seal names.
 */
const otherFiguresSql = `
  with issued as materialized (
    select c.id, c.service_minutes, c.training_minutes,
      posted_minutes(c.volunteer_id, 'SERVICE_MINUTES', c.content -> 'recordIds',
        sealed_seq(c.ledger_seal, 'SERVICE_MINUTES')) as service,
      posted_minutes(c.volunteer_id, 'TRAINING_MINUTES', c.content -> 'recordIds',
        sealed_seq(c.ledger_seal, 'TRAINING_MINUTES')) as training,
      (select coalesce(sum(g.value::bigint), 0) from jsonb_each_text(c.minutes_by_grade) g) as by_grade,
      (select bool_and(exists (
          select 1 from ledger_entry e where e.volunteer_id = c.volunteer_id and e.account_kind = s ->> 'kind'
            and e.seq = (s ->> 'seq')::bigint and encode(e.hash, 'hex') = s ->> 'headHash'))
        from jsonb_array_elements(c.ledger_seal) s) as is_sealed
    from certificate c where c.certificate_no is not null
  ), judged as (
    select id, case when service_minutes <> service then 'service_minutes'
      when training_minutes <> training then 'training_minutes' when by_grade <> service then 'minutes_by_grade'
      when is_sealed is not true then 'ledger_seal' end as bad_column
    from issued)
  select 'certificate' as "table", id::text as key, bad_column as "column" from judged
  where bad_column is not null order by 2 limit $1`;

/** What every audit asks about certificates. */
export const certificateChecks: readonly AuditCheck[] = [questionCheck('certificates.figures', otherFiguresSql)];
