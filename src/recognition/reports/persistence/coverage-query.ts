import { type LocalDay, startOfDayMs } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';

/** Who is registered in one place, and which of its posts of the three heads are filled. */
export interface CoverageLine {
  readonly group: 'TOTAL' | 'COMMUNITY' | 'GRID' | 'COMPOUND';
  readonly name: string;
  readonly registeredCount: number;
  readonly newCount: number;
  readonly activeCount: number;
  readonly accountCount: number;
  readonly postCount: number;
  readonly filledCount: number;
}

/** One kind of the three heads. */
export interface HeadLine {
  readonly role: 'GRID_HEAD' | 'BUILDING_HEAD' | 'UNIT_HEAD';
  readonly postCount: number;
  readonly filledCount: number;
  readonly activeCount: number;
  readonly accountCount: number;
}

export interface CoveragePeriod {
  readonly from: LocalDay;
  readonly until: LocalDay;
  /** On which the heads hold office. */
  readonly on: LocalDay;
}

/** All places below `path` with people or posts, by community, grid and compound, and in all. */
export async function coverageLines(
  tx: Transaction,
  path: string,
  { from, until, on }: CoveragePeriod,
): Promise<readonly CoverageLine[]> {
  const [begin, end] = [from, until].map((day) => new Date(startOfDayMs(day)));
  return tx.query<CoverageLine>(coverageSql, [path, from, until, on, begin, end]);
}

/** The three heads below `path`, by kind. */
export async function headLines(
  tx: Transaction,
  path: string,
  { from, until, on }: CoveragePeriod,
): Promise<readonly HeadLine[]> {
  return tx.query<HeadLine>(headSql, [path, from, until, on]);
}

// Every division of the subtree with the community, grid and compound it lies in.
const places = `
  place as (
    select d.id, d.kind, d.status, d.compound_name as compound,
      (select c.id from division c where c.kind = 'COMMUNITY' and starts_with(d.path, c.path)) as community_id,
      (select g.id from division g where g.kind = 'GRID' and starts_with(d.path, g.path)) as grid_id
    from division d where d.path = $1
    union all
    select d.id, d.kind, d.status, coalesce(d.compound_name, p.compound),
      case when d.kind = 'COMMUNITY' then d.id else p.community_id end,
      case when d.kind = 'GRID' then d.id else p.grid_id end
    from place p join division d on d.parent_id = p.id)`;

const served = `exists (
  select 1 from service_record r where r.volunteer_id = v.id and r.status = 'CONFIRMED' and r.kind = 'SERVICE'
    and r.served_on >= $2 and r.served_on < $3)`;

const hasAccount = `exists (select 1 from user_account u where u.volunteer_id = v.id and u.status = 'ACTIVE')`;

const posts = `
  post as (
    select p.community_id, p.grid_id, p.compound, p.kind, h.volunteer_id
    from place p left join head_appointment h on h.division_id = p.id and h.role = p.kind || '_HEAD'
      and h.valid_from <= $4 and (h.valid_to is null or h.valid_to > $4)
    where p.kind in ('GRID', 'BUILDING', 'UNIT') and p.status = 'ACTIVE')`;

const coverageSql = `
  with recursive ${places}, ${posts},
  fact as (
    select p.community_id, p.grid_id, p.compound, 1 as registered, (v.registered_at >= $5)::int as is_new,
      (${served})::int as active, (${hasAccount})::int as account, 0 as post, 0 as filled
    from place p join volunteer v on v.division_id = p.id
    where v.status in ('ACTIVE', 'SUSPENDED') and v.registered_at < $6
      and not exists (select 1 from volunteer_link l where l.merged_volunteer_id = v.id)
    union all
    select community_id, grid_id, compound, 0, 0, 0, 0, 1, (volunteer_id is not null)::int from post),
  added as (
    select case when grouping(community_id) = 1 then 'TOTAL' when grouping(grid_id) = 0 then 'GRID'
        when grouping(compound) = 0 then 'COMPOUND' else 'COMMUNITY' end as "group",
      community_id, grid_id, compound, coalesce(sum(registered), 0)::int as "registeredCount",
      coalesce(sum(is_new), 0)::int as "newCount", coalesce(sum(active), 0)::int as "activeCount",
      coalesce(sum(account), 0)::int as "accountCount", coalesce(sum(post), 0)::int as "postCount",
      coalesce(sum(filled), 0)::int as "filledCount"
    from fact
    group by grouping sets ((), (community_id), (community_id, grid_id), (community_id, compound)))
  select a."group", case a."group" when 'TOTAL' then '' else coalesce(c.name, '街道本级') end
      || case a."group" when 'GRID' then ' ' || coalesce(g.name, '未分到网格')
         when 'COMPOUND' then ' ' || coalesce(a.compound, '未分到小区') else '' end as name,
    a."registeredCount", a."newCount", a."activeCount", a."accountCount", a."postCount", a."filledCount"
  from added a left join division c on c.id = a.community_id left join division g on g.id = a.grid_id
  order by c.sort_order nulls last, c.code, g.sort_order nulls last, g.code, a.compound nulls last`;

const headSql = `
  with recursive ${places}, ${posts}
  select p.kind || '_HEAD' as role, count(*)::int as "postCount", count(p.volunteer_id)::int as "filledCount",
    count(*) filter (where ${served})::int as "activeCount", count(*) filter (where ${hasAccount})::int as "accountCount"
  from post p left join volunteer v on v.id = p.volunteer_id
  group by p.kind order by array_position(array['GRID', 'BUILDING', 'UNIT'], p.kind)`;
