import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { lastDayOf } from '../../../../words/record';
import { longDay, moment, nearDay, shortDay } from '../../../../words/time';
import { reviewQueue } from '../queue';

type Row = components['schemas']['ObjectionItemResponse'];

const channelWord = { PHONE: '打电话', COUNTER: '到窗口', LETTER: '写信', SMS_REPLY: '回短信' } as const;

/** 异议: somebody says that a record is wrong, and is answered in time. */
export const objections = reviewQueue<Row>({
  code: 'objections',
  counted: { code: 'OBJECTIONS' },
  group: '时长',
  name: '异议',
  unit: '件',
  needs: 'record.review',
  empty: '没有异议在等答复。',
  reasonFor: '答复，本人会看到',
  list: (after) => api.GET('/api/v1/objections', { params: { query: { status: 'OPEN', limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: row.name,
    about: row.activityTitle,
    second: [`${moment(row.raisedAt)}提出`],
    tag: row.isOverdue
      ? { tone: 'bad', word: '超期' }
      : row.answerUntil === null
        ? undefined
        : { tone: 'warn', word: `${shortDay(lastDayOf(row.answerUntil))}前答复` },
    standing: row,
  }),
  facts: (row) => [
    {
      title: '异议',
      facts: [
        ['谁的记录', row.name],
        ['哪一条', `${row.activityTitle}，${longDay(row.servedOn)}`],
        ['理由', row.grounds],
        ...(row.evidence === null ? [] : [['依据', row.evidence] as const]),
        ['提出', `${moment(row.raisedAt)}${row.channel === null ? '' : `，${channelWord[row.channel]}`}`],
        ...(row.answerUntil === null ? [] : [['最晚', `${nearDay(lastDayOf(row.answerUntil))}答复`] as const]),
      ],
    },
  ],
  yes: () => ({
    word: '异议成立',
    done: '认定成立',
    sentences: ['核实过，您说的属实，记录会改正。', '现场负责人确认漏记，记录会改正。'],
  }),
  no: () => ({
    word: '异议不成立',
    done: '认定不成立',
    sentences: [
      '核对了打卡和现场名单，记录没有错。',
      '您说的时间里有另一条记录，只计一次。',
      '没有材料能证明，欢迎补充后再提。',
    ],
  }),
  decide: (key, row, isYes, reason) =>
    answered(
      api.POST('/api/v1/objections/{objectionId}/answers', {
        params: { path: { objectionId: row.id }, header: { 'Idempotency-Key': key } },
        body: { outcome: isYes ? 'UPHELD' : 'DISMISSED', answer: reason },
        keepalive: true,
      }),
    ),
});
