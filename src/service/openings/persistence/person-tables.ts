import type { PersonTable } from '../../../people/volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '历史时长',
    columns: {
      servedOn: '日期',
      servedTo: '结束日期',
      documentTitle: '资料',
      kind: '类别',
      minutes: '分钟',
      grade: '证据等级',
      status: '状态',
    },
    sql: `select w.served_on::text as "servedOn", coalesce(w.served_to, w.served_on)::text as "servedTo",
        i.document_title as "documentTitle", w.kind, w.minutes, w.grade, i.status
      from opening_row w join opening_import i on i.id = w.import_id
      where w.volunteer_id = $1 order by w.served_on, w.id`,
  },
];
