import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import { reviewRequest } from '../../../../api/limits';
import type { components } from '../../../../api/schema';
import { ifMatch } from '../../../../api/version';
import { moment } from '../../../../words/time';
import { guardianFlag, guardianRequestState } from '../../../../words/guardian';
import { genderWord } from '../../../../words/volunteer';
import { reviewQueue } from '../queue';

type Row = components['schemas']['ListedVolunteerResponse'];

/** A consent by text that has something about it counts when somebody has found out and says how. */
function needsProof(row: Row): boolean {
  return row.guardianState === 'CONFIRMED' && row.guardianFlags.length > 0;
}

/** 登记: who registered, at the desk, by a list or alone, and is not a volunteer yet. */
export const registrations = reviewQueue<Row>({
  code: 'registrations',
  counted: { code: 'REGISTRATIONS' },
  group: '人',
  name: '登记',
  unit: '人',
  needs: 'volunteer.review',
  empty: '没有登记在等审核。居民登记后会马上出现在这里。',
  reasonFor: '退回的原因，本人会看到',
  list: (after) => api.GET('/api/v1/volunteers', { params: { query: { status: 'PENDING', limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: row.name ?? '已注销',
    figure: row.age === null ? undefined : `${row.age} 岁`,
    second: [row.placeName, moment(row.registeredAt)],
    tag:
      row.guardianFlags.length > 0 || row.guardianState === 'DENIED'
        ? { tone: 'warn', word: '监护人要核实' }
        : undefined,
    standing: row,
  }),
  facts: (row) => [
    {
      title: '登记的内容',
      facts: [
        ['姓名', `${row.name ?? ''}${row.gender === null ? '' : `，${genderWord[row.gender]}`}`],
        ['年龄', row.age === null ? '不详' : `${row.age} 岁`],
        ['编号', row.volunteerNo],
        ['证件', row.idNumberMasked ?? '没有'],
        ['手机', row.phoneMasked ?? '没有'],
        ['住在', row.placeName],
        ['登记', moment(row.registeredAt)],
      ],
    },
    ...(row.guardianState === null
      ? []
      : [
          {
            title: '监护人',
            facts: [
              ['短信', guardianRequestState[row.guardianState].word] as const,
              ...row.guardianFlags.map((flag) => ['', guardianFlag[flag]] as const),
              ...(needsProof(row) ? [['', '请打电话或当面问过监护人，再通过，并写明怎样核实的。'] as const] : []),
            ],
          },
        ]),
  ],
  fields: (row) =>
    needsProof(row)
      ? [{ name: 'proof', label: '怎样核实的，本人会看到', limits: reviewRequest.reason, isRemembered: false }]
      : [],
  yes: (row) => ({ word: `通过，${row.name ?? ''}成为志愿者`, done: '已通过', sentences: [] }),
  no: () => ({
    word: '退回',
    done: '已退回',
    sentences: [
      '证件号和姓名对不上，请带证件到社区核对。',
      '住址不在本社区，请到所住的社区登记。',
      '请由监护人同意后再登记。',
      '已经登记过，不用再登记。',
    ],
  }),
  decide: (key, row, isYes, reason, given) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/reviews', {
        params: {
          path: { volunteerId: row.id },
          header: { 'Idempotency-Key': key, 'If-Match': ifMatch(row.version) },
        },
        body: isYes ? approval(row, given['proof']) : { decision: 'REJECT', reason },
        keepalive: true,
      }),
    ),
});

function approval(row: Row, proof: string | undefined): components['schemas']['ReviewRequest'] {
  if (!needsProof(row) || proof === undefined) return { decision: 'APPROVE' };
  return { decision: 'APPROVE', acknowledgedFlags: [...row.guardianFlags], reason: proof };
}
