import { type AuditCheck, questionCheck } from '../../../platform/data/audit/audit-checks';
import { undeclaredActsSql } from '../../../platform/data/audit/declared-acts';

/** Draws whose visits are not those with the lowest lots of each group: drawn again from the published seed. */
const otherDrawSql = `
  with lot as (
    select c.draw_id, c.volunteer_id, c.sample_size, row_number() over (
        partition by c.draw_id, c.group_no
        order by encode(sha256(convert_to(w.seed || E'\\n' || c.volunteer_id::text, 'UTF8')), 'hex') collate "C") as place
    from visit_candidate c join visit_draw w on w.id = c.draw_id
  ), judged as materialized (
    select l.draw_id, l.volunteer_id from lot l
    left join registration_visit t on t.draw_id = l.draw_id and t.volunteer_id = l.volunteer_id
    where (l.place <= l.sample_size) <> (t.id is not null))
  select 'registration_visit' as "table", volunteer_id as "volunteerId", draw_id::text as key, 'draw_id' as "column"
  from judged order by 2, 3 limit $1`;

/** Draws of which another number of candidates was published than stands there, or another seed than was committed. */
const otherSeedSql = `
  select 'visit_draw' as "table", w.id::text as key,
    case when w.seed_hash <> encode(sha256(convert_to(w.seed, 'UTF8')), 'hex') then 'seed' else 'candidate_count' end
      as "column"
  from visit_draw w
  where w.seed is not null and (w.seed_hash <> encode(sha256(convert_to(w.seed, 'UTF8')), 'hex')
    or w.candidate_count <> (select count(*) from visit_candidate c where c.draw_id = w.id))
  order by 2 limit $1`;

/** What every audit asks about visits of registrations. */
export const visitChecks: readonly AuditCheck[] = [
  questionCheck('oversight.visit-seeds', otherSeedSql),
  questionCheck('oversight.visit-draws', otherDrawSql),
  questionCheck(
    'oversight.visits',
    undeclaredActsSql({
      table: 'registration_visit',
      actor: 'recorded_by',
      commands: ['oversight.record-visit'],
      where: 't.recorded_by is not null',
      subject: 'id',
    }),
  ),
];
