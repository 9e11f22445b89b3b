import type { PersonTable } from '../../../people/volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '证明',
    columns: {
      certificateNo: '证明编号',
      status: '状态',
      periodFrom: '起',
      periodTo: '止',
      serviceMinutes: '服务分钟',
      purpose: '用途',
      appliedAt: '申请时间',
      issuedAt: '出具时间',
    },
    sql: `select certificate_no as "certificateNo", status, period_from::text as "periodFrom", period_to::text as "periodTo",
        service_minutes as "serviceMinutes", purpose, applied_at as "appliedAt", issued_at as "issuedAt"
      from certificate where volunteer_id = $1 order by applied_at, id`,
  },
];
