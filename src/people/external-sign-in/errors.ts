import { defineErrors } from '../../kernel/domain-error';

export const externalSignInErrors = defineErrors({
  EXTERNAL_PROVIDER_UNKNOWN: { kind: 'not-found', sentence: '没有这个登录平台,请刷新页面后重新选择。' },
  EXTERNAL_PROVIDER_AWAY: {
    kind: 'unavailable',
    sentence: '登录平台暂时没有应答,请稍后再试,或先用用户名和密码登录。',
  },
  EXTERNAL_SIGN_IN_OVER: {
    kind: 'unauthenticated',
    sentence: '这次登录已失效:每次只能用一回,10 分钟内有效。请回到登录页重新开始。',
  },
  EXTERNAL_SIGN_IN_DENIED: {
    kind: 'unauthenticated',
    sentence: '您没有同意授权,本次没有登录。要用这个平台登录,请重新开始并点“同意”。',
  },
  EXTERNAL_ANSWER_UNSOUND: {
    kind: 'unauthenticated',
    sentence: '登录平台的答复没有通过核验,本次没有登录。请重新开始;一再如此请告诉管理员。',
  },
  EXTERNAL_IDENTITY_NOT_LINKED: {
    kind: 'forbidden',
    sentence:
      '这个平台的身份还没有关联本系统的账号。请先用用户名和密码(或短信验证码)登录,在“我的账号”里关联;还没有账号请联系社区。',
  },
  EXTERNAL_IDENTITY_TAKEN: {
    kind: 'conflict',
    sentence: '这个平台的身份已关联另一个账号,没有改动。请先在那个账号里解除关联,或换一个身份。',
  },
  EXTERNAL_PROVIDER_LINKED: {
    kind: 'conflict',
    sentence: '您的账号已关联这个平台的另一个身份;要更换,请先解除原来的关联。',
  },
});
