import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { moment } from '../../../../words/time';
import { closingReason } from '../../../../words/volunteer';
import { reviewQueue } from '../queue';

type Row = components['schemas']['ClosingRequestResponse'];

/** 注销: a colleague asks to end a registration; what is personal is gone for good. */
export const closings = reviewQueue<Row>({
  code: 'closings',
  counted: { code: 'CLOSINGS' },
  group: '人',
  name: '注销',
  unit: '人',
  needs: 'volunteer.review',
  empty: '没有人在等注销。',
  list: (after) => api.GET('/api/v1/closings', { params: { query: { limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: row.volunteerNo,
    second: [closingReason[row.reason], `${moment(row.requestedAt)}提出`],
    standing: row,
  }),
  facts: (row) => [
    {
      title: '注销',
      facts: [
        ['志愿者', row.volunteerNo],
        ['原因', closingReason[row.reason]],
        ['提出', moment(row.requestedAt)],
      ],
    },
    {
      title: '同意以后',
      facts: [
        ['', '姓名、证件、手机和住址马上抹去，不能恢复。'],
        ['', '台账里的分钟和积分不变，不再和这个人连着。'],
      ],
    },
  ],
  yes: () => ({ word: '同意注销', done: '已同意', sentences: [] }),
  no: () => ({ word: '不同意', done: '没有同意', sentences: [] }),
  decide: (key, row, isYes) =>
    answered(
      api.POST('/api/v1/closings/{closingId}/decisions', {
        params: { path: { closingId: row.id }, header: { 'Idempotency-Key': key } },
        body: { decision: isYes ? 'APPROVE' : 'DECLINE' },
        keepalive: true,
      }),
    ),
});
