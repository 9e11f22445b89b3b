import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { minutes, moment, shortDay } from '../../../../words/time';
import OldRegisterPeople from '../OldRegisterPeople.vue';
import { reviewQueue } from '../queue';

type Row = components['schemas']['OpeningImportResponse'];

/** 历史时长: an old register that somebody has read in; it becomes public before it counts. */
export const oldRegisters = reviewQueue<Row>({
  code: 'opening-imports',
  counted: { code: 'OPENING_IMPORTS' },
  group: '时长',
  name: '历史时长',
  unit: '份',
  needs: 'ledger.open',
  empty: '没有历史时长在等批准。',
  reasonFor: '退回的原因',
  list: async (after) => {
    const reply = await api.GET('/api/v1/opening-imports', { params: { query: { limit: 50, after } } });
    // The list shows what was decided too; here only what waits.
    if (!reply.data) return reply;
    return {
      ...reply,
      data: { ...reply.data, items: reply.data.items.filter(({ status }) => status === 'SUBMITTED') },
    };
  },
  line: (row) => ({
    id: row.id,
    title: row.documentTitle,
    figure: minutes(row.totalMinutes),
    second: [`${row.rowCount} 行`, `${moment(row.submittedAt)}提交`],
    standing: row,
  }),
  facts: (row) => [
    {
      title: '原来的台账',
      facts: [
        ['名称', row.documentTitle],
        ['存放', row.documentKeeper],
        ['起止', `${shortDay(row.periodFrom)}到${shortDay(row.periodTo)}`],
        ['合计', `${row.rowCount} 行，${minutes(row.totalMinutes)}`],
        ['提交', moment(row.submittedAt)],
      ],
    },
    { title: '批准以后', facts: [['', '先公示，没有异议的行才入账；有异议的行单独核实。']] },
  ],
  evidence: OldRegisterPeople,
  yes: () => ({ word: '批准，开始公示', done: '已批准', sentences: [] }),
  no: () => ({
    word: '退回',
    done: '已退回',
    sentences: ['原来的台账没有找到，请补充存放处。', '时长多的人请先核对原来的台账。', '有人不在本街道，请核对。'],
  }),
  decide: (key, row, isYes, reason) =>
    answered(
      api.POST('/api/v1/opening-imports/{id}/decisions', {
        params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
        body: isYes ? { decision: 'APPROVE' } : { decision: 'REJECT', reason },
        keepalive: true,
      }),
    ),
});
