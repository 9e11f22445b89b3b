import { Injectable } from '@nestjs/common';
import type { Interval } from '../../../kernel/interval';
import { type LocalDay, splitByLocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { AuditCheck } from '../../../platform/data/audit/audit-checks';
import type { Report } from '../../../kernel/finding';
import { type CalendarTable, WorkingCalendar } from '../../../place/policies';
import { pointsFor, type PointsInput } from '../domain/points-for';
import { type DayType, type PointsPolicy, pointsPolicySchema } from '../domain/points-policy';
import { dayTypesOf, needsDayTypes } from './day-types';

const PAGE = 5_000;

/** An entry of points for a record's time, with what it was priced from and what stood in the account before it. */
interface PricedEntry {
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

const entriesSql = `
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
  where e.account_kind = 'POINT_TENTHS' and e.cause_kind in ('SERVICE_RECORD', 'MANUAL')
    and ($1::uuid is null or (e.volunteer_id, e.seq) > ($1, $2::bigint))
  order by e.volunteer_id, e.seq limit ${PAGE}`;

/** Prices every record's points again, in the order of the account, by the policy that the entry names. */
@Injectable()
export class PointsCheck {
  constructor(private readonly calendar: WorkingCalendar) {}

  check(): AuditCheck {
    return { name: 'points.prices', run: (tx, report) => this.run(tx, report) };
  }

  private async run(tx: Transaction, report: Report): Promise<void> {
    const policies = await policiesByVersion(tx);
    const calendar = await this.calendar.load(tx);
    let last: PricedEntry | undefined;
    do {
      const page: readonly PricedEntry[] = await tx.query<PricedEntry>(entriesSql, [
        last?.volunteerId ?? null,
        last?.seq ?? null,
      ]);
      for (const entry of page) {
        const policy = policies.get(entry.ruleVersion);
        const column = !policy ? 'rule_version' : isPriced(entry, policy, calendar) ? null : 'amount';
        if (column === null) continue;
        const { volunteerId } = entry;
        report({
          table: 'ledger_entry',
          column,
          problem: 'CHANGED',
          volunteerId,
          accountKind: 'POINT_TENTHS',
          seq: Number(entry.seq),
        });
      }
      last = page.length < PAGE ? undefined : page.at(-1);
    } while (last);
  }
}

async function policiesByVersion(tx: Transaction): Promise<ReadonlyMap<string, PointsPolicy>> {
  const rows = await tx.query<{ version: string; body: unknown }>(
    `select version, body from policy where kind = 'POINTS'`,
  );
  return new Map(
    rows.flatMap(({ version, body }) => {
      // What is no policy any more prices nothing: every entry that names it is reported.
      const { data } = pointsPolicySchema.safeParse(body);
      return data === undefined ? [] : [[version, data] as const];
    }),
  );
}

/**
 * Whether the amount is one of those that the rules can have given. Whether it was the person's first time is not known any
 * more. Where the kind of a day counts and the calendar was corrected since, more than any kind of day gives is wrong.
 */
function isPriced(entry: PricedEntry, policy: PointsPolicy, calendar: CalendarTable): boolean {
  const firsts = policy.bonuses.firstTimePointTenths > 0 ? [false, true] : [false];
  const amount = Number(entry.amount);
  const give = (dayTypes: PointsInput['dayTypes']): readonly number[] =>
    firsts.map((isFirstTime) => pointsFor(inputOf(entry, isFirstTime, dayTypes), policy).pointTenths);
  if (!needsDayTypes(policy)) return give({}).includes(amount);
  const days = new Set(entry.intervals.flatMap(splitByLocalDay).map(({ day }) => day));
  const isKnown = [...days].every((day) => calendar.knownYears.has(Number(day.slice(0, 4))));
  if (isKnown && give(dayTypesOf(entry.intervals, calendar)).includes(amount)) return true;
  const all = (type: DayType): Partial<Record<LocalDay, DayType>> =>
    Object.fromEntries([...days].map((day) => [day, type]));
  return amount <= Math.max(...give(all('WORKING_DAY')), ...give(all('REST_DAY')));
}

function inputOf(entry: PricedEntry, isFirstTime: boolean, dayTypes: PointsInput['dayTypes']): PointsInput {
  return {
    creditedIntervals: entry.intervals,
    grade: entry.grade,
    pointsEligible: entry.isPointsEligible,
    activityKind: entry.kind,
    category: entry.category,
    duty: entry.duty,
    isEmergency: false,
    isFirstTime,
    dayTypes,
    earnedOnDayPointTenths: Number(entry.onDay),
    earnedInMonthPointTenths: Number(entry.inMonth),
    ...(entry.inRecord !== null && { earnedInRecordPointTenths: Number(entry.inRecord) }),
  };
}
