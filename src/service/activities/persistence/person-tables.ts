import type { PersonTable } from '../../../people/volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '报名',
    columns: {
      title: '活动',
      startsAt: '开始',
      endsAt: '结束',
      status: '状态',
      signedUpAt: '报名时间',
      cancelReason: '取消原因',
    },
    sql: `select a.title, s.starts_at as "startsAt", s.ends_at as "endsAt", u.status, u.signed_up_at as "signedUpAt",
        u.cancel_reason as "cancelReason"
      from signup u join shift s on s.id = u.shift_id join activity a on a.id = s.activity_id
      where u.volunteer_id = $1 order by u.signed_up_at, u.id`,
  },
];
