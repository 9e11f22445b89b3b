import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { longDay, minutes, moment, shortDay } from '../../../../words/time';
import { lastDayOf } from '../../../../words/record';
import { reviewQueue } from '../queue';

type Objection = components['schemas']['OpeningObjectionItemResponse'];

/** 历史时长异议: somebody says that a line of an old register is wrong. */
export const oldHoursObjections = reviewQueue<Objection>({
  code: 'opening-objections',
  counted: { code: 'OPENING_OBJECTIONS' },
  group: '时长',
  name: '历史时长异议',
  unit: '件',
  needs: 'ledger.open',
  empty: '没有对历史时长的异议。',
  reasonFor: '答复，提出的人会看到',
  list: (after) => api.GET('/api/v1/opening-objections', { params: { query: { status: 'OPEN', limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: row.name,
    about: row.documentTitle,
    figure: `${row.minutes} 分`,
    second: [`${moment(row.raisedAt)}提出`],
    tag: { tone: 'warn', word: `${shortDay(lastDayOf(row.answerUntil))}前答复` },
    standing: row,
  }),
  facts: (row) => [
    {
      title: '异议',
      facts: [
        ['谁的时长', row.name],
        ['哪本台账', row.documentTitle],
        ['哪一天', `${longDay(row.servedOn)}，${minutes(row.minutes)}`],
        ['理由', row.grounds],
        ...(row.evidence === null ? [] : [['依据', row.evidence] as const]),
      ],
    },
  ],
  yes: () => ({ word: '异议成立', done: '认定成立', sentences: ['核对了原来的台账，您说的属实，这一行不计入。'] }),
  no: () => ({ word: '异议不成立', done: '认定不成立', sentences: ['核对了原来的台账，与公示的一致。'] }),
  decide: (key, row, isYes, reason) =>
    answered(
      api.POST('/api/v1/opening-objections/{openingObjectionId}/answers', {
        params: { path: { openingObjectionId: row.id }, header: { 'Idempotency-Key': key } },
        body: { outcome: isYes ? 'UPHELD' : 'DISMISSED', answer: reason },
        keepalive: true,
      }),
    ),
});
