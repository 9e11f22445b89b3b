import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { moment } from '../../../../words/time';
import { reviewQueue } from '../queue';

type Row = components['schemas']['MergeResponse'];

/** 合并: two registrations of one person. */
export const merges = reviewQueue<Row>({
  code: 'merges',
  counted: { code: 'MERGES' },
  group: '人',
  name: '合并',
  unit: '件',
  needs: 'volunteer.review',
  empty: '没有要合并的登记。',
  reasonFor: '不同意的原因',
  list: (after) => api.GET('/api/v1/volunteer-merges', { params: { query: { status: 'PROPOSED', limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: `${row.mergedVolunteerNo} 并入 ${row.survivingVolunteerNo}`,
    second: [`${moment(row.proposedAt)}提出`],
    tag: row.missingConsents.length > 0 ? { tone: 'warn', word: '还缺本人同意' } : undefined,
    standing: row,
  }),
  facts: (row) => [
    {
      title: '合并两次登记',
      facts: [
        ['并入', row.mergedVolunteerNo],
        ['保留', row.survivingVolunteerNo],
        ['理由', row.reason],
        ['同意书', row.consentReference],
        ['本人同意', row.missingConsents.length === 0 ? '双方都有' : `还缺 ${row.missingConsents.length} 人`],
        ['提出', moment(row.proposedAt)],
      ],
    },
    {
      title: '同意以后',
      facts: [
        ['', '被并入的登记不能再用，时长和积分记到保留的登记名下。'],
        ['', '台账里已有的记录不改动，查的时候两边一起列出。'],
      ],
    },
  ],
  yes: () => ({ word: '同意合并', done: '已同意', sentences: [] }),
  no: () => ({ word: '不同意', done: '没有同意', sentences: ['核对过，不是同一个人。', '缺本人的同意书。'] }),
  decide: (key, row, isYes, reason) =>
    answered(
      api.POST('/api/v1/volunteer-merges/{mergeId}/decisions', {
        params: { path: { mergeId: row.id }, header: { 'Idempotency-Key': key } },
        body: isYes ? { decision: 'APPROVE' } : { decision: 'REJECT', reason },
        keepalive: true,
      }),
    ),
});
