import { defineErrors } from '../../../kernel/domain-error';

/** Refusals of signing in and of what proves who somebody is. */
export const signInErrors = defineErrors({
  CREDENTIALS_WRONG: { kind: 'unauthenticated', sentence: '用户名、志愿者编号或密码不对，请核对后再试。' },
  ACCOUNT_LOCKED: { kind: 'too-many', sentence: '密码连续输错次数太多,账号已暂时锁定,请稍后再试或联系管理员。' },
  ACCOUNT_SUSPENDED: { kind: 'forbidden', sentence: '这个账号已停用，不能登录。请联系街道的安全管理员。' },
  TOTP_REQUIRED: { kind: 'unauthenticated', sentence: '请再输入验证器应用里的六位动态码(或一个恢复码)。' },
  TOTP_WRONG: { kind: 'unauthenticated', sentence: '动态码不对或已用过,请等验证器显示下一个码后再试。' },
  TOTP_SET_UP: { kind: 'conflict', sentence: '动态码已经启用;要换手机,请先停用再重新设置。' },
  PASSWORD_SAME: { kind: 'invalid', sentence: '新密码和原来的一样,请换一个。' },
  REFRESH_TOKEN_INVALID: { kind: 'unauthenticated', sentence: '登录已失效,请重新登录。' },
  REFRESH_TOKEN_REUSED: {
    kind: 'unauthenticated',
    sentence: '刷新令牌被重复使用,为安全起见已退出这次登录,请重新登录。',
  },
});
