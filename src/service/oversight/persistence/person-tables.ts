import type { PersonTable } from '../../../people/volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '限制',
    columns: { kind: '种类', validFrom: '起', validTo: '止', reason: '理由' },
    sql: `select kind, valid_from::text as "validFrom", valid_to::text as "validTo", reason
      from sanction where volunteer_id = $1 order by created_at`,
  },
  {
    title: '上门核对',
    columns: { drawnAt: '抽中时间', status: '结果', visitedOn: '上门日期', note: '说明' },
    sql: `select drawn_at as "drawnAt", status, visited_on::text as "visitedOn", note
      from registration_visit where volunteer_id = $1 order by drawn_at`,
  },
];
