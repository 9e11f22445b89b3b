import type { PersonTable } from '../../volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '签到签退',
    columns: { punchedAt: '时间', direction: '方向', method: '方式', shiftId: '场次编号', receivedAt: '收到时间' },
    sql: `select punched_at as "punchedAt", direction, method, shift_id as "shiftId", received_at as "receivedAt"
      from punch where volunteer_id = $1 order by punched_at, id`,
  },
];
