import { defineErrors } from '../../../kernel/domain-error';

export const accountErrors = defineErrors({
  USERNAME_TAKEN: { kind: 'conflict', sentence: '这个用户名已有人使用,请换一个。' },
  PASSWORD_WEAK: { kind: 'invalid', sentence: '密码不够安全,请按提示换一个。' },
  PASSWORD_REQUIRED: { kind: 'invalid', sentence: '练习街道里建账号须填初始密码。' },
  PASSWORD_NOT_YOURS: {
    kind: 'invalid',
    sentence: '密码只由本人设置：请去掉密码再提交，建好后发短信链接或打印开户单，由本人打开。',
  },
  GRANT_DIVISION_UNKNOWN: { kind: 'not-found', sentence: '没有找到要授权的区划,请检查区划编号或代码。' },
  USER_UNKNOWN: { kind: 'not-found', sentence: '没有找到这个账号。' },
  ROLE_TOO_HIGH: { kind: 'forbidden', sentence: '不能授予超出自己权限的角色,请由上级管理员办理。' },
  GRANT_TERM_INVALID: { kind: 'invalid', sentence: '授权的截止时间须晚于开始时间和现在,请改正后再提交。' },
  GRANT_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条授权,可能已经失效,请刷新后再试。' },
  ADMIN_ROLES_SEPARATE: {
    kind: 'conflict',
    sentence:
      '安全管理员不能兼任其他角色，系统管理员和审计员也不能由同一人担任（同一人的几个账号合并计算）；请先收回已有的角色，或交给另一个人。',
  },
  GRANT_SELF: { kind: 'forbidden', sentence: '不能给自己授予角色,本次没有授权;请由其他管理员办理。' },
  GRANT_NEEDS_TWO: {
    kind: 'forbidden',
    sentence: '授予角色须一人提出、另一位安全管理员同意；没有这样的决定，没有授权。',
  },
  VOLUNTEER_HAS_ACCOUNT: { kind: 'conflict', sentence: '这名志愿者已有账号,请直接登录或重置密码。' },
});
