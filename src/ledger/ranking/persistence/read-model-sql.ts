/**
 * The questions that compare read models with what they were folded from. Each answers rows that are not right, and
 * nothing where all is right, at any moment: what has not been folded yet is lagging, not wrong.
 */

/** Every account under the number that its person has today. */
const accounts = `
  select coalesce(m.root_id, a.volunteer_id) as volunteer_id, a.seq
  from ledger_account a left join merged_volunteer m on m.volunteer_id = a.volunteer_id where a.seq > 0`;

/** What a volunteer's scores should say about the person, and up to where the ledger goes. */
const person = `
  select v.id as volunteer_id, d.path, v.status = 'ACTIVE' as is_ranked, exists (
      select 1 from consent c where c.volunteer_id = v.id and c.purpose = 'RANKING_DISPLAY' and c.withdrawn_at is null)
      as is_shown, a.version
  from (select volunteer_id, sum(seq) as version from (${accounts}) a group by volunteer_id) a
  join volunteer v on v.id = a.volunteer_id join division d on d.id = v.division_id`;

/** Volunteers whose ledger or person has moved on since the last fold. */
export const laggingSql = `
  select p.volunteer_id from (${person}) p
  left join rank_score s on s.volunteer_id = p.volunteer_id and s.period = 'ALL'
  where (s.version, s.division_path, s.is_ranked, s.is_shown) is distinct from (p.version, p.path, p.is_ranked, p.is_shown)
  union
  -- merged since
  select s.volunteer_id from rank_score s join volunteer_link l on l.merged_volunteer_id = s.volunteer_id
  union
  select a.volunteer_id from ledger_account a
  left join folded_account f on f.volunteer_id = a.volunteer_id and f.account_kind = a.kind
  where a.seq > coalesce(f.seq, 0)`;

/** Scores against the entries, for those who are up to date. */
const scoreDrift = `
  with current as (
    select p.volunteer_id from (${person}) p
    join rank_score s on s.volunteer_id = p.volunteer_id and s.period = 'ALL' and s.version = p.version
  ), expected as (
    select c.volunteer_id, at.period,
      coalesce(sum(e.amount) filter (where e.account_kind = 'SERVICE_MINUTES'), 0) as service,
      coalesce(sum(e.amount) filter (where e.account_kind = 'TRAINING_MINUTES'), 0) as training,
      coalesce(sum(e.amount) filter (where e.account_kind = 'POINT_TENTHS'), 0) as points
    from ledger_entry e left join merged_volunteer g on g.volunteer_id = e.volunteer_id
    join current c on c.volunteer_id = coalesce(g.root_id, e.volunteer_id)
    cross join lateral (select to_char(e.effective_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month) m
    cross join lateral (values (m.month), (left(m.month, 4)), ('ALL')) at (period)
    group by 1, 2
  ), actual as (
    -- of those who are up to date, and of those who have nothing in the ledger at all; merged numbers lag until they are gone
    select s.* from rank_score s
    where exists (select 1 from current c where c.volunteer_id = s.volunteer_id)
      or not exists (select 1 from (${accounts}) a where a.volunteer_id = s.volunteer_id)
        and not exists (select 1 from volunteer_link l where l.merged_volunteer_id = s.volunteer_id)
  )
  select coalesce(x.volunteer_id, s.volunteer_id)::text || ' ' || coalesce(x.period, s.period) as key
  from expected x full join actual s on s.volunteer_id = x.volunteer_id and s.period = x.period
  where (x.service, x.training, x.points) is distinct from (s.service_minutes, s.training_minutes, s.point_tenths)`;

const histogramDrift = `
  with expected as (
    select scope.path as scope_path, s.period, own.measure, k.shift, own.score >> k.shift as band, count(*) as people
    from rank_score s
    cross join lateral (values (s.district_path), (s.street_path)) scope (path)
    cross join lateral (values ('SERVICE_MINUTES', s.service_minutes), ('POINT_TENTHS', s.point_tenths)) own (measure, score)
    cross join (values (0), (8), (16)) k (shift)
    where s.is_ranked and own.score > 0 and scope.path is not null group by 1, 2, 3, 4, 5)
  select concat_ws(' ', coalesce(x.scope_path, h.scope_path), coalesce(x.period, h.period),
    coalesce(x.measure, h.measure), coalesce(x.shift, h.shift), coalesce(x.band, h.band)) as key
  from expected x full join rank_histogram h on h.scope_path = x.scope_path and h.period = x.period
    and h.measure = x.measure and h.shift = x.shift and h.band = x.band
  where coalesce(x.people, 0) <> coalesce(h.people, 0)`;

const divisionDrift = `
  with expected as (
    select d.path, s.period, count(*) filter (where s.service_minutes > 0 or s.training_minutes > 0) as volunteers,
      sum(s.service_minutes) as service, sum(s.training_minutes) as training, sum(s.point_tenths) as points
    from rank_score s cross join lateral division_path_upwards(s.division_path) d (path) group by 1, 2)
  select coalesce(x.path, t.division_path) || ' ' || coalesce(x.period, t.period) as key
  from expected x full join division_total t on t.division_path = x.path and t.period = x.period
  where (coalesce(x.volunteers, 0), coalesce(x.service, 0), coalesce(x.training, 0), coalesce(x.points, 0))
    <> (coalesce(t.volunteer_count, 0), coalesce(t.service_minutes, 0), coalesce(t.training_minutes, 0),
      coalesce(t.point_tenths, 0))`;

/** Totals against the entries that were folded. */
const activityDrift = `
  with expected as (
    select e.issuer_division_id as division_id, to_char(e.effective_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      r.team_id, r.category, e.account_kind, sum(e.amount) as amount, count(*) as entries
    from ledger_entry e
    join folded_account f on f.volunteer_id = e.volunteer_id and f.account_kind = e.account_kind and f.seq >= e.seq
    left join ledger_entry o on o.volunteer_id = e.volunteer_id and o.account_kind = e.account_kind
      and o.seq = e.reverses_seq
    left join service_record r on r.volunteer_id = e.volunteer_id
      and r.id = case 'SERVICE_RECORD' when e.cause_kind then e.cause_id when o.cause_kind then o.cause_id end
    group by 1, 2, 3, 4, 5
  ), sided as (
    select division_id, month, team_id, category, account_kind, amount, entries from expected
    union all
    select division_id, month, team_id, category, account_kind, -amount, -entry_count from activity_total)
  select concat_ws(' ', division_id, month, coalesce(team_id::text, '-'), coalesce(category, '-'), account_kind) as key
  from sided group by division_id, month, team_id, category, account_kind
  having sum(amount) <> 0 or sum(entries) <> 0`;

const monthDrift = `
  with expected as (
    select volunteer_id, account_kind, to_char(effective_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      sum(amount) as amount
    from ledger_entry group by 1, 2, 3)
  select concat_ws(' ', coalesce(x.volunteer_id, m.volunteer_id), coalesce(x.account_kind, m.account_kind),
    coalesce(x.month, m.month)) as key
  from expected x full join ledger_month m
    on m.volunteer_id = x.volunteer_id and m.account_kind = x.account_kind and m.month = x.month
  where x.amount is distinct from m.amount`;

const accountDrift = `
  with expected as (
    select volunteer_id, account_kind, max(seq) as seq, sum(amount) as balance from ledger_entry group by 1, 2)
  select concat_ws(' ', coalesce(x.volunteer_id, a.volunteer_id), coalesce(x.account_kind, a.kind)) as key
  from expected x full join ledger_account a on a.volunteer_id = x.volunteer_id and a.kind = x.account_kind
  where (coalesce(x.seq, 0), coalesce(x.balance, 0)) <> (coalesce(a.seq, -1), coalesce(a.balance, 0))`;

/** What is kept so that it need not be summed up, and the question that finds where it is not the sum. */
export const driftQuestions = {
  ledger_account: accountDrift,
  ledger_month: monthDrift,
  rank_score: scoreDrift,
  rank_histogram: histogramDrift,
  division_total: divisionDrift,
  activity_total: activityDrift,
} as const;

export type ReadModel = keyof typeof driftQuestions;
