import type { PersonTable } from '../../volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '更换手机号',
    columns: { askedAt: '提出时间', way: '方式', dueAt: '生效时间', appliedAt: '已生效时间', endedAt: '撤回时间' },
    sql: `select asked_at as "askedAt", way, due_at as "dueAt", applied_at as "appliedAt", ended_at as "endedAt"
      from phone_change where volunteer_id = $1 order by id`,
  },
];
