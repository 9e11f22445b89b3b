import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import { deskPhoneChangeRequest, openAccountRequest } from '../../../../api/limits';
import { given, isOpen, personAction, type PersonAction } from './action';

const pathOf = (person: { readonly id: string }) => ({ path: { volunteerId: person.id } });

const sendCode = personAction({
  code: 'desk-code',
  name: '发验证码',
  about: '发到本人登记的手机，本人当场念出来，换号时用；这个码不能登录。',
  needs: 'volunteer.register',
  submit: '发到本人手机',
  isThere: (person) => isOpen(person) && person.phoneMasked !== null,
  fields: () => [],
  send: (_key, person) => answered(api.POST('/api/v1/volunteers/{volunteerId}/desk-codes', { params: pathOf(person) })),
  done: () => '验证码已发到本人手机，请本人念出来，填在“换手机号”里。',
});

const changePhone = personAction({
  code: 'phone',
  name: '换手机号',
  about: '本人念得出验证码的马上换好；念不出的，另一位同事同意后满 24 小时生效。',
  needs: 'volunteer.register',
  submit: '换成新手机号',
  isThere: isOpen,
  fields: () => [
    { name: 'newPhone', label: '新手机号', limits: deskPhoneChangeRequest.newPhone },
    { name: 'code', label: '原手机收到的验证码（收不到就空着）', limits: deskPhoneChangeRequest.code },
    { name: 'reason', label: '原因', limits: deskPhoneChangeRequest.reason, preset: '本人到场更换' },
    { name: 'evidence', label: '怎样核对本人的（没有验证码时写）', limits: deskPhoneChangeRequest.evidence },
  ],
  send: (key, person, values) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/phone-changes', {
        params: { ...pathOf(person), header: { 'Idempotency-Key': key } },
        body: {
          newPhone: values['newPhone'] ?? '',
          reason: values['reason'] ?? '',
          ...given(values, 'code', 'evidence'),
        },
      }),
    ),
  done: ({ status }) =>
    status === 'IN_FORCE' ? '手机号已换好。' : '已请另一位同事同意；同意后满 24 小时生效，原手机会收到通知。',
});

const openAccount = personAction({
  code: 'account',
  name: '开通账号',
  about: '密码由本人自己设：链接发到本人手机；没有手机的，另一位同事同意后打印开通单。',
  needs: 'volunteer.register',
  submit: '开通账号',
  isThere: isOpen,
  fields: () => [
    { name: 'username', label: '用户名', limits: openAccountRequest.username, hint: '字母、数字和 . _ -' },
    { name: 'reason', label: '原因', limits: openAccountRequest.reason, preset: '本人到场申请' },
    { name: 'evidence', label: '怎样核对本人的', limits: openAccountRequest.evidence },
  ],
  send: (key, person, values) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/account', {
        params: { ...pathOf(person), header: { 'Idempotency-Key': key } },
        body: { username: values['username'] ?? '', reason: values['reason'] ?? '', ...given(values, 'evidence') },
      }),
    ),
  done: ({ way }) =>
    way === 'LINK'
      ? '链接已发到本人手机，请本人打开设密码。'
      : '已请另一位同事同意；同意后满 24 小时，在这里打印开通单交给本人。',
});

const sendLink = personAction({
  code: 'account-link',
  name: '重发开通链接',
  about: '账号已开、链接过期或删掉了的，再发一次；旧链接作废。',
  needs: 'volunteer.register',
  submit: '重发到本人手机',
  isThere: (person) => isOpen(person) && person.phoneMasked !== null,
  fields: () => [],
  send: (_key, person) =>
    answered(api.POST('/api/v1/volunteers/{volunteerId}/account-links', { params: pathOf(person) })),
  done: () => '链接已发到本人手机。',
});

export const contactActions: readonly PersonAction[] = [sendCode, changePhone, openAccount, sendLink];
