import type { Interval } from '../../../kernel/interval';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { PointsInput } from '../domain/points-for';

/** An entry of points for a record's time, with what it was priced from and what stood in the account before it. */
export interface PricedEntry {
  readonly volunteerId: string;
  readonly seq: string;
  readonly amount: string;
  readonly ruleVersion: string;
  readonly intervals: readonly Interval[];
  readonly grade: PointsInput['grade'];
  readonly isPointsEligible: boolean;
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly category: string;
  readonly duty: 'LEADER' | 'MEMBER';
  readonly onDay: string;
  readonly inMonth: string;
  /** What the record had earned before; null where the entry is the record's first. */
  readonly inRecord: string | null;
}

/** The account behind `e` before it, of what took effect in the local day or month of the record. */
const earnedBefore = (unit: 'day' | 'month'): string => `
  (select greatest(coalesce(sum(x.amount), 0), 0) from ledger_entry x
   where x.volunteer_id = e.volunteer_id and x.account_kind = 'POINT_TENTHS' and x.seq < e.seq
     and x.effective_at >= date_trunc('${unit}', r.served_on::timestamp) at time zone 'Asia/Shanghai'
     and x.effective_at < (date_trunc('${unit}', r.served_on::timestamp) + interval '1 ${unit}') at time zone 'Asia/Shanghai')`;

const entriesSql = (which: string): string => `
  select e.volunteer_id as "volunteerId", e.seq, e.amount, e.rule_version as "ruleVersion",
    coalesce(d.intervals, r.credited_intervals) as intervals, r.grade, r.is_points_eligible as "isPointsEligible", r.kind,
    r.category, r.duty, ${earnedBefore('day')} as "onDay", ${earnedBefore('month')} as "inMonth",
    case when d.id is not null then (
      select coalesce(sum(x.amount), 0) from ledger_entry x
      where x.volunteer_id = e.volunteer_id and x.account_kind = 'POINT_TENTHS' and x.seq < e.seq
        and (x.cause_kind = 'SERVICE_RECORD' and x.cause_id = r.id or x.cause_kind = 'MANUAL' and x.cause_id in (
          select o.id from day_cap_decision o where o.volunteer_id = e.volunteer_id and o.record_id = r.id))) end as "inRecord"
  from ledger_entry e
  left join day_cap_decision d on e.cause_kind = 'MANUAL' and d.volunteer_id = e.volunteer_id and d.id = e.cause_id
  join service_record r on r.volunteer_id = e.volunteer_id
    and r.id = case e.cause_kind when 'SERVICE_RECORD' then e.cause_id else d.record_id end
  where e.account_kind = 'POINT_TENTHS' and e.cause_kind in ('SERVICE_RECORD', 'MANUAL') and ${which}`;

/** The next entries of all accounts behind the last one, in the order of the accounts. */
export async function pricedEntriesAfter(
  tx: Transaction,
  last: Pick<PricedEntry, 'volunteerId' | 'seq'> | undefined,
  limit: number,
): Promise<readonly PricedEntry[]> {
  return tx.query<PricedEntry>(
    `${entriesSql('($1::uuid is null or (e.volunteer_id, e.seq) > ($1, $2::bigint))')}
     order by e.volunteer_id, e.seq limit ${String(limit)}`,
    [last?.volunteerId ?? null, last?.seq ?? null],
  );
}

/** One entry, or undefined where no record's time was priced for it. */
export async function pricedEntryAt(
  tx: Transaction,
  volunteerId: string,
  seq: number,
): Promise<PricedEntry | undefined> {
  const [entry] = await tx.query<PricedEntry>(entriesSql('e.volunteer_id = $1 and e.seq = $2::bigint'), [
    volunteerId,
    seq,
  ]);
  return entry;
}
