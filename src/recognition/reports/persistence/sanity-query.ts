import type { LocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';

/** What looks worth a second glance in the records of one month, in all and by community. */
export interface SanityLine {
  readonly name: string;
  readonly recordCount: number;
  readonly creditedMinutes: number;
  /** Records of which a part was taken off, because the person was counted elsewhere at the time. */
  readonly overlapCount: number;
  /** Days on which one person was present for longer than a working day. */
  readonly longDayCount: number;
  /** Minutes that one single person entered for others. */
  readonly loneMinutes: number;
  /** Of those, what the busiest of these persons entered. */
  readonly busiestMinutes: number;
  /** Minutes entered afterwards or declared. */
  readonly backfillMinutes: number;
}

export interface SanityLines {
  readonly total: SanityLine;
  readonly byCommunity: readonly SanityLine[];
}

const NOTHING: SanityLine = {
  ...{ name: '合计', recordCount: 0, creditedMinutes: 0, overlapCount: 0, longDayCount: 0 },
  ...{ loneMinutes: 0, busiestMinutes: 0, backfillMinutes: 0 },
};

/** Records of the days [from, until) in a subtree, refused and reversed ones left out. @param longDay minutes */
export async function sanityLines(
  tx: Transaction,
  path: string,
  { from, until, longDay }: { readonly from: LocalDay; readonly until: LocalDay; readonly longDay: number },
): Promise<SanityLines> {
  const rows = await tx.query<SanityLine & { isTotal: boolean }>(sanitySql, [path, from, until, longDay]);
  const lines = rows.map(({ isTotal, ...line }) => ({ isTotal, line }));
  return {
    total: { ...(lines.find(({ isTotal }) => isTotal)?.line ?? NOTHING), name: '合计' },
    byCommunity: lines.flatMap(({ isTotal, line }) => (isTotal ? [] : [line])),
  };
}

/** A day belongs to every community in which a part of it was; a recorder is counted by community, and in all. */
const sanitySql = `
  with looked as (
    select r.id, r.volunteer_id, r.served_on, r.clipped_minutes, r.credited_minutes, r.grade, r.flags, r.recorded_by,
      coalesce(c.name, '街道本级') as community
    from service_record r
    join division d on d.id = r.division_id
    left join division c on c.kind = 'COMMUNITY' and starts_with(d.path, c.path)
    where starts_with(d.path, $1) and r.status not in ('REJECTED', 'REVERSED')
      and r.served_on >= $2 and r.served_on < $3),
  long_day as (
    select volunteer_id, served_on from looked group by 1, 2 having sum(clipped_minutes) > $4),
  by_recorder as (
    select community, recorded_by[1] as recorder, sum(credited_minutes) as minutes
    from looked where cardinality(recorded_by) = 1 group by grouping sets ((1, 2), (2))),
  busiest as (select community, max(minutes) as minutes from by_recorder group by 1)
  select grouping(l.community) = 1 as "isTotal", coalesce(l.community, '') as name, count(*)::int as "recordCount",
    coalesce(sum(l.credited_minutes), 0)::int as "creditedMinutes",
    (count(*) filter (where 'OVERLAP' = any (l.flags)))::int as "overlapCount",
    (count(distinct (l.volunteer_id, l.served_on)) filter (where y.volunteer_id is not null))::int as "longDayCount",
    coalesce(sum(l.credited_minutes) filter (where cardinality(l.recorded_by) = 1), 0)::int as "loneMinutes",
    coalesce((select b.minutes from busiest b where b.community is not distinct from l.community), 0)::int
      as "busiestMinutes",
    coalesce(sum(l.credited_minutes) filter (where l.grade in ('D', 'E')), 0)::int as "backfillMinutes"
  from looked l left join long_day y on y.volunteer_id = l.volunteer_id and y.served_on = l.served_on
  group by grouping sets ((l.community), ())
  order by 1, 4 desc, 2`;
