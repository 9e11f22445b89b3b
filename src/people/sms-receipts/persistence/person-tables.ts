import type { PersonTable } from '../../volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '短信回执',
    columns: { receiptNo: '回执号', recordId: '服务记录', state: '状态', queuedAt: '写入时间', settledAt: '办结时间' },
    sql: `select receipt_no as "receiptNo", record_id as "recordId", state, queued_at as "queuedAt", settled_at as "settledAt"
      from sms_receipt where volunteer_id = $1 order by receipt_no`,
  },
];
