import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { moment } from '../../../../words/time';
import { reviewQueue } from '../queue';

type Row = components['schemas']['MembershipRequestResponse'] & components['schemas']['Standing'];

/** 入队申请: who asks to be taken into a team. */
export const memberships = reviewQueue<Row>({
  code: 'memberships',
  counted: { code: 'MEMBERSHIP_REQUESTS' },
  group: '人',
  name: '入队申请',
  unit: '人',
  needs: 'team.decide',
  empty: '没有人在等入队。队长也可以在手机上答复。',
  reasonFor: '不同意的原因，本人会看到',
  list: (after) => api.GET('/api/v1/membership-requests', { params: { query: { limit: 50, after } } }),
  line: (row) => ({
    id: row.membershipId,
    title: row.name ?? row.volunteerNo,
    about: row.teamName,
    second: [`${moment(row.requestedAt)}申请`],
    standing: row,
  }),
  facts: (row) => [
    {
      title: '入队申请',
      facts: [
        ['志愿者', `${row.name ?? '已注销'}（${row.volunteerNo}）`],
        ['服务队', row.teamName],
        ...(row.message === null ? [] : [['留言', row.message] as const]),
        ['申请', moment(row.requestedAt)],
      ],
    },
  ],
  yes: () => ({ word: '同意入队', done: '已入队', sentences: [] }),
  no: () => ({
    word: '不同意',
    done: '没有同意',
    sentences: ['服务队满员了，有空位再申请。', '住得太远，请加入本社区的服务队。'],
  }),
  decide: (key, row, isYes, reason) =>
    answered(
      api.POST('/api/v1/team-memberships/{membershipId}/decision', {
        params: { path: { membershipId: row.membershipId }, header: { 'Idempotency-Key': key } },
        body: isYes ? { decision: 'APPROVE' } : { decision: 'DECLINE', reason },
        keepalive: true,
      }),
    ),
});
