import { type AuditCheck, questionCheck } from '../../../../platform/data/audit/audit-checks';

/** Consents that came by text message and whose answer nobody gave: no line of the audit log says so. */
const unansweredSql = `
  select 'consent' as "table", 'recorded_by' as "column", 'UNEXPECTED' as problem, c.id::text as key
  from consent c
  where c.channel = 'SMS' and not exists (
    select 1 from audit_log a
    where a.action = 'volunteers.answer-guardian' and a.subject_kind = 'request'
      and a.subject_id = substr(c.recorded_by, length('guardian:') + 1))
  order by 4 limit $1`;

/** What every audit asks about guardians. */
export const guardianChecks: readonly AuditCheck[] = [questionCheck('volunteers.guardian-answers', unansweredSql)];
