import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { moment } from '../../../../words/time';
import { reviewQueue } from '../queue';

type Row = components['schemas']['ReceivedTransferResponse'];

const consentWord = { SELF: '本人在手机上申请', PAPER: '本人签字', ASSISTED: '工作人员代办，本人在场' } as const;

/** 转移: who wants to come here, and is received. */
export const transfers = reviewQueue<Row>({
  code: 'transfers',
  counted: { code: 'TRANSFERS' },
  group: '人',
  name: '转移',
  unit: '人',
  needs: 'volunteer.review',
  empty: '没有人在等接收。',
  reasonFor: '不接收的原因，本人会看到',
  list: (after) => api.GET('/api/v1/volunteer-transfers', { params: { query: { limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: row.volunteerNo,
    second: [row.toTeamId === null ? '转社区' : '转服务队', moment(row.requestedAt)],
    standing: row,
  }),
  facts: (row) => [
    {
      title: row.toTeamId === null ? '转社区' : '转服务队',
      facts: [
        ['志愿者', row.volunteerNo],
        ['理由', row.reason],
        [
          '本人同意',
          `${consentWord[row.consentChannel]}${row.consentReference === null ? '' : `，${row.consentReference}`}`,
        ],
        ['提出', moment(row.requestedAt)],
      ],
    },
  ],
  yes: () => ({ word: '接收', done: '已接收', sentences: [] }),
  no: () => ({
    word: '不接收',
    done: '没有接收',
    sentences: ['不住在这里，请到所住的社区申请。', '与本人联系过，本人改主意了。'],
  }),
  decide: (key, row, isYes, reason) =>
    answered(
      api.POST('/api/v1/volunteer-transfers/{transferId}/decisions', {
        params: { path: { transferId: row.id }, header: { 'Idempotency-Key': key } },
        body: isYes ? { decision: 'ACCEPT' } : { decision: 'DECLINE', reason },
        keepalive: true,
      }),
    ),
});
