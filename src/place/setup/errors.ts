import { defineErrors } from '../../kernel/domain-error';

export const setupErrors = defineErrors({
  SETUP_REQUIRED: {
    kind: 'unavailable',
    sentence: '这套系统还没有设置：请先打开 /setup 选择“正式使用”或“先练习”；带设置码的完整网址在启动服务的终端里。',
  },
  SETUP_CODE_WRONG: {
    kind: 'forbidden',
    sentence: '设置码不对或已失效：请看启动服务的终端，打开那里打印的完整网址；终端里没有时，重新启动服务会打印新的。',
  },
  SETUP_CODE_GUESSED: {
    kind: 'too-many',
    sentence: '设置码输错的次数太多，请十分钟后再试，并核对终端里打印的网址。',
  },
  SETUP_FIRST_EXPIRED: {
    kind: 'gone',
    sentence: '第一位安全管理员填写后已超过三十分钟，请从第一位重新填写。',
  },
  SETUP_SAME_PERSON: {
    kind: 'conflict',
    sentence: '两位安全管理员须是两个人：用户名和姓名都不能相同，请由另一个人填写。',
  },
  SETUP_SAME_PASSWORD: {
    kind: 'conflict',
    sentence: '这个密码不能用，请换一个自己想的密码；两位安全管理员各设各的，互不告知。',
  },
});
