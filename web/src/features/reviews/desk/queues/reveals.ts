import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { moment } from '../../../../words/time';
import { onePage, reviewQueue } from '../queue';

type Row = components['schemas']['WaitingRevealResponse'];

const fieldWord: Readonly<Record<Row['field'], string>> = {
  ID_NUMBER: '完整的证件号',
  PHONE: '完整的手机号',
  ADDRESS: '住址',
  EMERGENCY_CONTACT: '紧急联系人',
};

/** 查看原文: a colleague asks to see what is hidden of a minor. */
export const reveals = reviewQueue<Row>({
  code: 'reveals',
  counted: { code: 'REVEALS' },
  group: '人',
  name: '查看原文',
  unit: '件',
  needs: 'volunteer.reveal',
  empty: '没有人在等查看未成年人的信息。',
  list: () => onePage(api.GET('/api/v1/reveal-requests')),
  line: (row) => ({
    id: row.id,
    title: row.volunteerNo,
    about: fieldWord[row.field],
    second: [`${moment(row.requestedAt)}提出`],
    standing: row,
  }),
  facts: (row) => [
    {
      title: '查看未成年人的信息',
      facts: [
        ['志愿者', row.volunteerNo],
        ['看什么', fieldWord[row.field]],
        ['理由', row.reason],
        ['提出', moment(row.requestedAt)],
      ],
    },
    { title: '同意以后', facts: [['', '提出的人在半小时内可以看一次，看了留痕，本人的监护人查得到。']] },
  ],
  yes: () => ({ word: '同意查看一次', done: '已同意', sentences: [] }),
  // A request that nobody agrees to runs out by itself.
  no: () => null,
  decide: (key, row) =>
    answered(
      api.POST('/api/v1/reveal-requests/{requestId}/approvals', {
        params: { path: { requestId: row.id }, header: { 'Idempotency-Key': key } },
        keepalive: true,
      }),
    ),
});
