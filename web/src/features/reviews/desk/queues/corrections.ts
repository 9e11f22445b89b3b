import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { moment } from '../../../../words/time';
import CorrectionLooks from '../CorrectionLooks.vue';
import { reviewQueue } from '../queue';

type Row = components['schemas']['CorrectionResponse'];

/** 更正: a name or an ID number was written wrong. */
export const corrections = reviewQueue<Row>({
  code: 'corrections',
  counted: { code: 'CORRECTIONS' },
  group: '人',
  name: '更正',
  unit: '件',
  needs: 'volunteer.review',
  empty: '没有更正在等审核。',
  reasonFor: '答复，本人会看到',
  list: (after) => api.GET('/api/v1/identity-corrections', { params: { query: { status: 'OPEN', limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: row.nameAfter === null ? row.nameBefore : `${row.nameBefore} 改为 ${row.nameAfter}`,
    second: [row.idNumberAfter === null ? '改姓名' : '改证件号', `${moment(row.requestedAt)}提出`],
    tag: row.hasProof ? undefined : { tone: 'warn', word: '没有证明材料' },
    standing: row,
  }),
  facts: (row) => [
    {
      title: '更正什么',
      facts: [
        ['志愿者', row.volunteerNo],
        ['姓名', row.nameAfter === null ? `${row.nameBefore}，不变` : `${row.nameBefore}，改为 ${row.nameAfter}`],
        [
          '证件号',
          row.idNumberAfter === null
            ? `${row.idNumberBefore}，不变`
            : `${row.idNumberBefore}，改为 ${row.idNumberAfter}`,
        ],
        ['原因', row.reason],
        ['证明材料', row.hasProof ? '有' : '没有'],
        ['提出', moment(row.requestedAt)],
      ],
    },
    ...(row.mergeWith === null
      ? []
      : [
          {
            title: '同号登记',
            facts: [['', '改成的号码已经登记过一次。同意以前，先看是不是同一个人，要不要提出合并。']] as const,
          },
        ]),
  ],
  evidence: CorrectionLooks,
  yes: () => ({ word: '同意更正', done: '已同意', sentences: ['已核对证件，同意更正。'] }),
  no: () => ({ word: '不同意', done: '没有同意', sentences: ['证件与申请的不一致。', '请附证件照片后再申请。'] }),
  decide: (key, row, isYes, reason) =>
    answered(
      api.POST('/api/v1/identity-corrections/{correctionId}/decisions', {
        params: { path: { correctionId: row.id }, header: { 'Idempotency-Key': key } },
        body: { decision: isYes ? 'APPROVE' : 'REJECT', reason },
        keepalive: true,
      }),
    ),
});
