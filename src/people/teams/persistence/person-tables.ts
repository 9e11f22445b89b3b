import type { PersonTable } from '../../volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '服务队',
    columns: { teamName: '服务队', status: '状态', message: '留言', requestedAt: '申请时间', leftAt: '退队时间' },
    sql: `select t.name as "teamName", m.status, m.message, m.requested_at as "requestedAt", m.left_at as "leftAt"
      from team_membership m join team t on t.id = m.team_id where m.volunteer_id = $1 order by m.requested_at, m.id`,
  },
];
