import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { moment } from '../../../../words/time';
import { reviewQueue } from '../queue';

type Row = components['schemas']['OpenExcuseResponse'] & components['schemas']['Standing'];

/** 请假: somebody who signed up cannot come; whoever is excused is not counted as absent. */
export const excuses = reviewQueue<Row>({
  code: 'excuses',
  counted: { code: 'EXCUSES' },
  group: '人',
  name: '请假',
  unit: '人',
  needs: 'attendance.run',
  empty: '没有等答复的请假。队长也可以在手机上答复。',
  reasonFor: '本人会看到',
  list: (after) => api.GET('/api/v1/excuses', { params: { query: { limit: 50, after } } }),
  line: (row) => ({
    id: row.signupId,
    title: row.name ?? row.volunteerNo,
    about: row.title,
    second: [`${moment(row.startsAt)}开始`, `${moment(row.submittedAt)}提出`],
    standing: row,
  }),
  facts: (row) => [
    {
      title: '请假',
      facts: [
        ['志愿者', `${row.name ?? '已注销'}（${row.volunteerNo}）`],
        ['场次', `${row.title}，${moment(row.startsAt)}开始`],
        ['服务队', row.teamName],
        ['原因', row.reason],
      ],
    },
    { title: '准假以后', facts: [['', '这一场不算“没有来”，不影响以后报名。不准的，本人会看到原因。']] },
  ],
  yes: () => ({ word: '准假', done: '已准假', sentences: ['同意请假。'] }),
  no: () => ({
    word: '不准假',
    done: '没有准假',
    sentences: ['活动已经开始，请与队长联系。', '原因不清楚，请说明后再提。'],
  }),
  decide: (key, row, isYes, reason) =>
    answered(
      api.POST('/api/v1/signups/{signupId}/excuse-decisions', {
        params: { path: { signupId: row.signupId }, header: { 'Idempotency-Key': key } },
        body: { decision: isYes ? 'ACCEPTED' : 'DECLINED', reason },
        keepalive: true,
      }),
    ),
});
