import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import { reviewRequest, transferRequest } from '../../../../api/limits';
import type { components } from '../../../../api/schema';
import { ifMatch } from '../../../../api/version';
import { closingReason } from '../../../../words/volunteer';
import type { Person } from '../people';
import { consentWays, isOpen, personAction, type PersonAction } from './action';

const transfer = personAction({
  code: 'transfer',
  name: '转到别的社区',
  about: '时长跟着人走；由接收的社区决定，您这里看得到进展。',
  needs: 'volunteer.review',
  submit: '提出转移，请接收社区决定',
  isThere: isOpen,
  fields: () => [
    { name: 'toDivisionId', label: '转到哪里', kind: 'PLACE' },
    { name: 'reason', label: '原因', limits: transferRequest.reason, preset: '搬家' },
    { name: 'consentChannel', label: '本人怎样同意的', kind: 'CHOICE', choices: consentWays },
    { name: 'consentReference', label: '同意书存放处', limits: transferRequest.consentReference },
  ],
  send: (key, person, values) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/transfers', {
        params: { path: { volunteerId: person.id }, header: { 'Idempotency-Key': key } },
        body: {
          toDivisionId: values['toDivisionId'] ?? '',
          reason: values['reason'] ?? '',
          consentChannel: values['consentChannel'] === 'PAPER' ? 'PAPER' : 'ASSISTED',
          consentReference: values['consentReference'] ?? '',
        },
      }),
    ),
  done: () => '已提出转移，等接收的社区决定；进展写在下面。',
});

function review(person: Person, key: string, body: components['schemas']['ReviewRequest']) {
  return answered(
    api.POST('/api/v1/volunteers/{volunteerId}/reviews', {
      params: {
        path: { volunteerId: person.id },
        header: { 'Idempotency-Key': key, 'If-Match': ifMatch(person.version) },
      },
      body,
    }),
  );
}

const suspend = personAction({
  code: 'suspend',
  name: '暂停',
  about: '暂停期间不能报名和打卡，时长都留着；本人看得到原因。',
  needs: 'volunteer.review',
  submit: '暂停这名志愿者',
  isThere: ({ status }) => status === 'ACTIVE',
  fields: () => [
    { name: 'reason', label: '原因，本人会看到', kind: 'LONG', limits: { ...reviewRequest.reason, required: true } },
  ],
  send: (key, person, values) => review(person, key, { decision: 'SUSPEND', reason: values['reason'] ?? '' }),
  done: () => '已暂停，本人会收到通知。',
});

const resume = personAction({
  code: 'resume',
  name: '恢复',
  about: '恢复以后照常报名和打卡；登记这个人的同事不能由本人恢复。',
  needs: 'volunteer.review',
  submit: '恢复这名志愿者',
  isThere: ({ status }) => status === 'SUSPENDED',
  fields: () => [],
  send: (key, person) => review(person, key, { decision: 'RESUME' }),
  done: () => '已恢复。',
});

const close = personAction({
  code: 'close',
  name: '提出注销',
  about: '只是提出：由另一位同事决定。决定以后个人信息清除，找不回来，时长只留总数。',
  needs: 'volunteer.review',
  submit: '提出注销，请另一位同事决定',
  isThere: isOpen,
  fields: () => [{ name: 'reason', label: '为什么注销', kind: 'CHOICE', choices: Object.entries(closingReason) }],
  send: (key, person, values) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/closings', {
        params: { path: { volunteerId: person.id }, header: { 'Idempotency-Key': key } },
        body: { reason: values['reason'] as keyof typeof closingReason },
      }),
    ),
  done: () => '已提出注销，在审核台“注销”里等另一位同事决定。',
});

export const standingActions: readonly PersonAction[] = [transfer, suspend, resume, close];
