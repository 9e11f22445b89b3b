import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { moment } from '../../../../words/time';
import { reviewQueue } from '../queue';

type Row = components['schemas']['DecisionResponse'];

/** 两人办的事: whatever one person has asked for and a second one has to agree to. */
export const matters = reviewQueue<Row>({
  code: 'decisions',
  counted: { code: 'DECISIONS' },
  group: '证明与结算',
  name: '两人办的事',
  unit: '件',
  needs: 'division.read',
  empty: '没有要第二个人同意的事。',
  reasonFor: '决定的理由',
  list: (after) => api.GET('/api/v1/decisions', { params: { query: { status: 'WAITING', limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: row.sentence,
    second: [row.label, `${moment(row.askedAt)}提出`],
    tag: row.expiresAt === null ? undefined : { tone: 'warn', word: `${moment(row.expiresAt)}到期` },
    standing: row,
  }),
  facts: (row) => [
    {
      title: row.label,
      facts: [
        ['办什么', row.sentence],
        ['理由', row.reason],
        ...row.evidence.map((one) => ['依据', one] as const),
        ['提出', moment(row.askedAt)],
        ...(row.expiresAt === null ? [] : [['期限', `${moment(row.expiresAt)}，过期不再执行`] as const]),
      ],
    },
  ],
  yes: () => ({ word: '同意，照办', done: '已同意', sentences: ['核对无误，同意。', '已看过材料，同意。'] }),
  no: () => ({
    word: '不同意',
    done: '没有同意',
    sentences: ['理由不充分，请补充后再提。', '材料与内容对不上。', '这件事不该这样办。'],
  }),
  decide: (key, row, isYes, reason) =>
    answered(
      api.POST('/api/v1/decisions/{decisionId}/decisions', {
        params: { path: { decisionId: row.id }, header: { 'Idempotency-Key': key } },
        body: { decision: isYes ? 'APPROVE' : 'REJECT', reason },
        keepalive: true,
      }),
    ),
});
