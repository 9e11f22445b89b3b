import type { PersonTable } from './person';

/** What this module keeps beside the sealed fields; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '同意记录',
    columns: {
      purpose: '用途',
      textVersion: '同意书版本',
      channel: '方式',
      grantedAt: '同意时间',
      withdrawnAt: '撤回时间',
    },
    sql: `select purpose, text_version as "textVersion", channel, granted_at as "grantedAt", withdrawn_at as "withdrawnAt"
      from consent where volunteer_id = $1 order by granted_at, id`,
  },
  {
    title: '更正申请',
    columns: { requestedAt: '提出时间', status: '状态', decidedAt: '处理时间' },
    sql: `select requested_at as "requestedAt", status, decided_at as "decidedAt"
      from identity_correction where volunteer_id = $1 order by id`,
  },
  {
    title: '请监护人确认',
    columns: { askedAt: '提出时间', status: '状态', sentAt: '短信发出时间', answeredAt: '答复时间' },
    sql: `select asked_at as "askedAt", status, sent_at as "sentAt", answered_at as "answeredAt"
      from guardian_request where volunteer_id = $1 order by asked_at, id`,
  },
  {
    title: '信息查看记录',
    columns: { at: '时间', action: '事项', actorId: '办理人编号', reason: '原因' },
    sql: `select at, action, actor_id as "actorId", reason from audit_log
      where subject_kind = 'volunteer' and subject_id = $1::text order by id`,
  },
];
