import { UnitOfWork } from '../platform/data/database/unit-of-work';
import type { UseCases } from './demo-world';

/** What a demo holds, counted in the database. */
export interface DemoTotals {
  readonly divisions: number;
  readonly volunteers: number;
  readonly heads: number;
  readonly teams: number;
  readonly activities: number;
  readonly shifts: number;
  readonly signups: number;
  readonly punches: number;
  readonly records: number;
  readonly confirmedRecords: number;
  readonly serviceMinutes: number;
  readonly trainingMinutes: number;
  readonly pointTenths: number;
}

/** Counts everything in one statement. */
export async function countTotals(useCases: UseCases): Promise<DemoTotals> {
  const [totals] = await useCases.get(UnitOfWork).read<DemoTotals>(
    `select (select count(*)::int from division) as divisions,
       (select count(*)::int from volunteer) as volunteers,
       (select count(*)::int from head_appointment) as heads,
       (select count(*)::int from team) as teams,
       (select count(*)::int from activity) as activities,
       (select count(*)::int from shift) as shifts,
       (select count(*)::int from signup) as signups,
       (select count(*)::int from punch) as punches,
       (select count(*)::int from service_record) as records,
       (select count(*)::int from service_record where status = 'CONFIRMED') as "confirmedRecords",
       coalesce(sum(balance) filter (where kind = 'SERVICE_MINUTES'), 0)::float8 as "serviceMinutes",
       coalesce(sum(balance) filter (where kind = 'TRAINING_MINUTES'), 0)::float8 as "trainingMinutes",
       coalesce(sum(balance) filter (where kind = 'POINT_TENTHS'), 0)::float8 as "pointTenths"
     from ledger_account`,
  );
  if (!totals) throw new Error('an aggregate without a row');
  return totals;
}

/** The totals for a person at a terminal. */
export function describeTotals(totals: DemoTotals): readonly string[] {
  const hours = (minutes: number): string => (Math.floor(minutes / 6) / 10).toLocaleString('zh-CN');
  return [
    `区划 ${totals.divisions} 个,志愿者 ${totals.volunteers} 名,三长任职 ${totals.heads} 个,服务队 ${totals.teams} 支`,
    `活动 ${totals.activities} 项,场次 ${totals.shifts} 个,报名 ${totals.signups} 人次,打卡 ${totals.punches} 次`,
    `服务记录 ${totals.records} 条(已确认 ${totals.confirmedRecords} 条)`,
    `服务时长 ${totals.serviceMinutes.toLocaleString('zh-CN')} 分钟(${hours(totals.serviceMinutes)} 小时),培训学时 ${totals.trainingMinutes.toLocaleString('zh-CN')} 分钟`,
    `积分 ${(totals.pointTenths / 10).toLocaleString('zh-CN')} 分`,
  ];
}
