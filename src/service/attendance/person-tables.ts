import type { PersonTable } from '../../people/volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '签到签退',
    columns: { punchedAt: '时间', direction: '方向', method: '方式', shiftId: '场次编号', receivedAt: '收到时间' },
    sql: `select punched_at as "punchedAt", direction, method, shift_id as "shiftId", received_at as "receivedAt"
      from punch where volunteer_id = $1 order by punched_at, id`,
  },
  {
    title: '到场答复',
    columns: { repliedAt: '时间', isPresent: '是否到场', shiftId: '场次编号' },
    sql: `select replied_at as "repliedAt", is_present as "isPresent", shift_id as "shiftId"
      from attendance_reply where volunteer_id = $1 order by replied_at, shift_id`,
  },
];
