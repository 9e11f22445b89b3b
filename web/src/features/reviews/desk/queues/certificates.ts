import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import { issueRequest } from '../../../../api/limits';
import type { components } from '../../../../api/schema';
import { idNumberShown } from '../../../../words/certificate';
import { moment, shortDay } from '../../../../words/time';
import { reviewQueue } from '../queue';

type Row = components['schemas']['ListedCertificateResponse'];

/** 证明申请: somebody wants the hours on paper, with the street's name under it. */
export const certificates = reviewQueue<Row>({
  code: 'certificates',
  counted: { code: 'CERTIFICATES' },
  group: '证明与结算',
  name: '证明申请',
  unit: '份',
  needs: 'certificate.issue',
  empty: '没有证明在等开具。',
  reasonFor: '退回的原因，本人会看到',
  list: (after) => api.GET('/api/v1/certificates', { params: { query: { status: 'APPLIED', limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: row.purpose ?? '志愿服务记录证明',
    second: [row.divisionName, `${moment(row.appliedAt)}申请`],
    standing: row,
  }),
  facts: (row) => [
    {
      title: '申请的证明',
      facts: [
        ['用途', row.purpose ?? '没有写'],
        ['起止', `${shortDay(row.periodFrom)}到${shortDay(row.periodTo)}`],
        ['证件号', row.idNumberDisplay === 'MASKED' ? '印前一位' : idNumberShown[row.idNumberDisplay]],
        ['登记在', row.divisionName],
        [
          '申请',
          `${moment(row.appliedAt)}，证件号怎样印由${row.idNumberChosenBy === 'HOLDER' ? '本人' : '工作人员'}选`,
        ],
      ],
    },
    { title: '开具以后', facts: [['', '时长取自台账，以开具时为准；证明上的码谁都可以核验，本人在手机上下载。']] },
  ],
  fields: () => [
    { name: 'personInCharge', label: '负责人', limits: issueRequest.personInCharge, isRemembered: true },
    { name: 'contact', label: '联系方式', limits: issueRequest.contact, isRemembered: true },
  ],
  yes: () => ({ word: '开具证明', done: '已开具', sentences: [] }),
  no: () => ({
    word: '退回申请',
    done: '已退回',
    sentences: ['这段时间没有已确认的服务，请核对起止日期。', '还有记录在公示，请公示结束后再申请。'],
  }),
  decide: (key, row, isYes, reason, given) => {
    const params = { path: { certificateId: row.id }, header: { 'Idempotency-Key': key } };
    if (!isYes)
      return answered(
        api.POST('/api/v1/certificates/{certificateId}/decline', { params, body: { reason }, keepalive: true }),
      );
    const body = { personInCharge: given['personInCharge'] ?? '', contact: given['contact'] ?? '' };
    return answered(api.POST('/api/v1/certificates/{certificateId}/issue', { params, body, keepalive: true }));
  },
});
