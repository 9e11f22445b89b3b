import { type Answer, answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { flagWords, heaviestFlag } from '../../../../words/flags';
import { gradeWords } from '../../../../words/evidence';
import { clock, longDay, minutes, moment, nearDay, span } from '../../../../words/time';
import RecordEvidence from '../../../../kit/desk/evidence/RecordEvidence.vue';
import { reviewQueue } from '../queue';

type Row = components['schemas']['StaffRecordResponse'];
type Change = components['schemas']['RecordChangeResponse'];

/** 服务记录: what was computed and needs a person's eye. */
export const records = reviewQueue<Row>({
  code: 'records',
  counted: { code: 'RECORDS' },
  group: '时长',
  name: '服务记录',
  unit: '条',
  needs: 'record.review',
  empty: '还没有待审核的记录。活动结束后两分钟内会出现在这里。',
  reasonFor: '审核意见，本人会看到',
  list: (after) =>
    api.GET('/api/v1/records', { params: { query: { status: ['UNDER_REVIEW'], order: 'OLDEST', limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: row.name,
    about: row.activityTitle,
    figure: `${row.creditedMinutes} 分`,
    second: [nearDay(row.servedOn), `${row.grade} 级`],
    tag: heaviestFlag(row.flags),
    standing: row,
  }),
  facts: (row) => [
    {
      title: '这一条',
      facts: [
        ['志愿者', `${row.name}，${row.volunteerNo}`],
        ['场次', `${row.activityTitle}，${longDay(row.servedOn)}，${span(row.startsAt, row.endsAt)}`],
        ['凭证', `${row.grade} 级，${gradeWords[row.grade]}${row.isGradePending ? '，等级还要确认' : ''}`],
        ['在场', minutes(row.rawMinutes)],
        ['认定', minutes(row.creditedMinutes)],
        ...(row.pendingMinutes > 0 ? [['超限待批', minutes(row.pendingMinutes)] as const] : []),
        ...(row.flags.length > 0 ? [['标记', flagWords(row.flags).join('、')] as const] : []),
      ],
    },
    ...(row.proposedOutAt === null
      ? []
      : [
          {
            title: '本人补报的签退',
            facts: [
              ['签退', moment(row.proposedOutAt)],
              ['说明', row.proposalReason ?? ''],
            ] as const,
          },
        ]),
  ],
  evidence: RecordEvidence,
  yes: (row) => ({
    word:
      row.proposedOutAt === null
        ? `通过，认定 ${row.creditedMinutes} 分钟`
        : `采纳，按 ${clock(row.proposedOutAt)} 签退计算`,
    done: row.proposedOutAt === null ? '已通过' : '已采纳',
    sentences: [
      '核对无误。',
      '与现场负责人核对过，无误。',
      '重叠的时间只计一次，其余无误。',
      '已看过签到表照片，无误。',
    ],
  }),
  no: (row) => ({
    // Without the proposed time the record goes on as it was computed.
    word: row.proposedOutAt === null ? '退回' : `不采纳，仍按 ${row.creditedMinutes} 分钟公示`,
    done: row.proposedOutAt === null ? '已退回' : '没有采纳',
    sentences: [
      '现场负责人说您当天没有到场。',
      '打卡时间与活动时间对不上，请补充说明。',
      '同一时间有另一条记录，请核对后再报。',
      '证明材料看不清，请重新提交。',
      '这次活动不计服务时长。',
    ],
  }),
  // The first of two that have to agree leaves it waiting.
  word: (answer) => ((answer as Change | null)?.status === 'UNDER_REVIEW' ? '已同意，还要第二个人' : null),
  decide: (key, row, isYes, reason) => decideAsSeen(key, row, { decision: isYes ? 'APPROVE' : 'REJECT', reason }),
});

/** What was read is what is decided: a record that has changed since is refused, and looked at again. */
async function decideAsSeen(
  key: string,
  row: Row,
  decision: components['schemas']['DecideRecordRequest'],
): Promise<Answer<Change | null>> {
  const answer = await answered(
    api.POST('/api/v1/records/decisions', {
      params: { header: { 'Idempotency-Key': key } },
      body: { lines: [{ ...decision, recordId: row.id, version: row.version }] },
      keepalive: true,
    }),
  );
  if (!('ok' in answer)) return answer;
  const [line] = answer.ok.items;
  if (line?.status === 'DONE') return { ok: line.result };
  return { refused: { status: 409, code: line?.code ?? 'REFUSED', title: line?.message ?? '没有办成，请再看一遍。' } };
}
