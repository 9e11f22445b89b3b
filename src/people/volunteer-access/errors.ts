import { defineErrors } from '../../kernel/domain-error';

export const volunteerAccessErrors = defineErrors({
  PHONE_CHANGE_PENDING: {
    kind: 'conflict',
    sentence: '这名志愿者已有一次更换手机号正在办理，请先等它生效，或由本人撤回后再提出。',
  },
  PHONE_SAME: { kind: 'conflict', sentence: '新手机号与登记的相同，不必更换。' },
  PHONE_CHANGE_UNKNOWN: { kind: 'not-found', sentence: '没有找到这次更换手机号，请刷新后再试。' },
  PHONE_CHANGE_OVER: { kind: 'conflict', sentence: '这次更换手机号已经生效或撤回；如不是您的意思，请马上联系社区。' },
  NEW_PHONE_UNPROVEN: {
    kind: 'invalid',
    sentence: '请输入发到新手机上的验证码，证明新号码在您手里。',
  },
  ACCOUNT_NONE: { kind: 'not-found', sentence: '这名志愿者还没有账号，请先开通。' },
  ACCOUNT_SLIP_NONE: {
    kind: 'conflict',
    sentence: '没有可打印的开通单：须先由两人办理开通，每次只能打印一张；需要再打印，请重新提出开通。',
  },
  ACCOUNT_SLIP_EARLY: { kind: 'conflict', sentence: '开通在另一人同意满 24 小时后才能打印，请到时再来。' },
  ACCOUNT_LINK_NOT_SENT: {
    kind: 'unavailable',
    sentence: '账号已开通，但短信没有发出去；请过一会儿点“重新发送”，本人收到链接后自己设密码。',
  },
  ACCOUNT_HAS_ROLES: {
    kind: 'conflict',
    sentence: '这个账号担任工作人员角色，不在这里重发链接；请由账号管理员办理。',
  },
});
