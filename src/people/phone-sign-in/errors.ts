import { defineErrors } from '../../kernel/domain-error';

export const phoneSignInErrors = defineErrors({
  PHONE_CODE_WRONG: {
    kind: 'unauthenticated',
    sentence: '验证码不对或已过期，请看最新的一条短信；还收不到，请用密码登录，或联系社区。',
  },
  PHONE_NOT_READABLE: { kind: 'invalid', sentence: '手机号须为 11 位数字，请核对后再试。' },
  PHONE_NONE: {
    kind: 'conflict',
    sentence: '还没有登记手机号，不能用验证码；请输入密码，或带证件到社区办理。',
  },
  SMS_NOT_SET_UP: { kind: 'conflict', sentence: '本街道还没有开通短信，请用密码登录。' },
});
