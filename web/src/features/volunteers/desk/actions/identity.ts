import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import { correctionRequestBody, proposeMergeRequest } from '../../../../api/limits';
import { findByNumber } from '../find-person';
import { consentWays, given, isOpen, personAction, type PersonAction } from './action';

const checkIdNumber = personAction({
  code: 'check-id',
  name: '核对证件号',
  about: '照本人的身份证输入，只回答一样不一样；系统不显示证件号，次数有限，会留痕。',
  needs: 'volunteer.register',
  submit: '核对是否一样',
  isThere: (person) => person.idNumberMasked !== null,
  fields: () => [
    { name: 'idNumber', label: '身份证号', limits: { required: true, maxlength: 40, autocomplete: 'off' } },
  ],
  send: (_key, person, values) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/id-number-checks', {
        params: { path: { volunteerId: person.id } },
        body: { idNumber: values['idNumber'] ?? '' },
      }),
    ),
  done: ({ isSame, wrongLeft }) =>
    isSame ? '一样，是同一个证件号。' : `不一样，请看清证件再试；还可以错 ${String(wrongLeft)} 次。`,
});

const correct = personAction({
  code: 'correct',
  name: '更正姓名或证件号',
  about: '只是提出：要证件照片作证，由另一位同事决定；只填要改的那一项。',
  needs: 'volunteer.register',
  submit: '提出更正，请另一位同事决定',
  isThere: isOpen,
  fields: () => [
    { name: 'name', label: '正确的姓名', limits: correctionRequestBody.name },
    { name: 'idNumber', label: '正确的身份证号', limits: { ...correctionRequestBody.idNumber, autocomplete: 'off' } },
    { name: 'reason', label: '为什么错了', kind: 'LONG', limits: correctionRequestBody.reason },
  ],
  send: (key, person, values) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/identity-corrections', {
        params: { path: { volunteerId: person.id }, header: { 'Idempotency-Key': key } },
        body: { reason: values['reason'] ?? '', ...given(values, 'name', 'idNumber') },
      }),
    ),
  done: () => '已提出更正，在审核台“更正”里等另一位同事决定；请把证件照片附上。',
});

const merge = personAction({
  code: 'merge',
  name: '提出合并',
  about: '同一个人登记了两次的，并成一份，时长都留着；由另一位同事决定，本人同意。',
  needs: 'volunteer.review',
  submit: '提出合并，请另一位同事决定',
  isThere: isOpen,
  fields: () => [
    { name: 'volunteerNo', label: '另一份登记的编号，并到这一份来', limits: { required: true, maxlength: 20 } },
    { name: 'reason', label: '怎么知道是同一个人', kind: 'LONG', limits: proposeMergeRequest.reason },
    { name: 'consentChannel', label: '本人怎样同意的', kind: 'CHOICE', choices: consentWays },
    { name: 'consentReference', label: '同意书存放处', limits: proposeMergeRequest.consentReference },
  ],
  send: async (key, person, values) => {
    const other = await findByNumber(values['volunteerNo'] ?? '');
    if (!('ok' in other)) return other;
    return answered(
      api.POST('/api/v1/volunteer-merges', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          survivingVolunteerId: person.id,
          mergedVolunteerId: other.ok.id,
          reason: values['reason'] ?? '',
          consentChannel: values['consentChannel'] === 'PAPER' ? 'PAPER' : 'ASSISTED',
          consentReference: values['consentReference'] ?? '',
        },
      }),
    );
  },
  done: () => '已提出合并，在审核台“合并”里等另一位同事决定。',
});

export const identityActions: readonly PersonAction[] = [checkIdNumber, correct, merge];
