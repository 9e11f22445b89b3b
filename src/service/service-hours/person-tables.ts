import type { PersonTable } from '../../people/volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '服务记录',
    columns: {
      servedOn: '服务日期',
      activityTitle: '活动',
      kind: '类别',
      status: '状态',
      rawMinutes: '原始分钟',
      creditedMinutes: '认定分钟',
      grade: '证据等级',
      decisionReason: '处理原因',
    },
    sql: `select served_on::text as "servedOn", activity_title as "activityTitle", kind, status, raw_minutes as "rawMinutes",
        credited_minutes as "creditedMinutes", grade, decision_reason as "decisionReason"
      from service_record where volunteer_id = $1 order by served_on, id`,
  },
];
