import type { PersonTable } from '../../volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '通知',
    columns: { createdAt: '时间', kind: '种类', data: '内容' },
    sql: `select created_at as "createdAt", kind, data from notice where volunteer_id = $1 order by created_at, id`,
  },
];
