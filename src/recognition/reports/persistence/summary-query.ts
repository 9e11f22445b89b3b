import type { LocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { SummaryLine } from '../rendering/monthly-summary';

export type SummaryGroup = 'TOTAL' | 'COMMUNITY' | 'TEAM' | 'CATEGORY';
export type GroupedLine = SummaryLine & { readonly group: SummaryGroup };

/**
 * Confirmed service (training left out) of the days [from, until) in a subtree, in all and by community, team and
 * category. Points are what the ledger holds for the same records.
 */
export async function summaryLines(
  tx: Transaction,
  path: string,
  from: LocalDay,
  until: LocalDay,
): Promise<readonly GroupedLine[]> {
  type Row = Omit<GroupedLine, 'creditedMinutes' | 'pointTenths'> & { creditedMinutes: string; pointTenths: string };
  const rows = await tx.query<Row>(summarySql, [path, from, until]);
  return rows.map((row) => ({
    ...row,
    creditedMinutes: Number(row.creditedMinutes),
    pointTenths: Number(row.pointTenths),
  }));
}

const summarySql = `
  with confirmed as (
    select r.activity_id, r.volunteer_id, r.credited_minutes + r.granted_minutes as credited_minutes, r.team_id, r.category, t.name as team, c.id as community_id,
      coalesce(c.name, '街道本级') as community, coalesce(p.amount, 0) as point_tenths
    from service_record r
    join division d on d.id = r.division_id
    join team t on t.id = r.team_id
    left join division c on c.kind = 'COMMUNITY' and starts_with(d.path, c.path)
    left join lateral (
      select sum(e.amount) as amount from ledger_entry e
      where e.volunteer_id = r.volunteer_id and e.account_kind = 'POINT_TENTHS'
        and (e.cause_kind = 'SERVICE_RECORD' and e.cause_id = r.id
          or e.cause_kind = 'MANUAL' and e.cause_id in (
            select c.id from day_cap_decision c where c.volunteer_id = r.volunteer_id and c.record_id = r.id))
    ) p on true
    where d.path like $1 || '%' and r.status = 'CONFIRMED' and r.kind = 'SERVICE' and r.served_on >= $2 and r.served_on < $3)
  select case when grouping(community) = 0 then 'COMMUNITY' when grouping(team) = 0 then 'TEAM'
      when grouping(category) = 0 then 'CATEGORY' else 'TOTAL' end as "group",
    coalesce(community, team, category, '') as name,
    count(distinct activity_id)::int as "activityCount", count(distinct volunteer_id)::int as "volunteerCount",
    count(*)::int as "attendanceCount", coalesce(sum(credited_minutes), 0) as "creditedMinutes",
    coalesce(sum(point_tenths), 0) as "pointTenths"
  from confirmed
  group by grouping sets ((), (community_id, community), (team_id, team), (category))
  order by 6 desc, 2`;
