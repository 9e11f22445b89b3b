import { defineErrors } from '../../kernel/domain-error';

export const policyErrors = defineErrors({
  POLICY_MISSING: { kind: 'conflict', sentence: '这一天没有生效的规则;请街道管理员先发布一版规则,再办理。' },
  POLICY_KIND_UNUSED: { kind: 'invalid', sentence: '系统目前不使用这类规则,请检查规则种类。' },
  POLICY_INVALID: { kind: 'invalid', sentence: '规则内容有误,没有发布;请按提示逐项修改后再发布。' },
  POLICY_VERSION_TAKEN: { kind: 'conflict', sentence: '这个规则版本号已被使用,请换一个版本号再发布。' },
  CALENDAR_INVALID: {
    kind: 'invalid',
    sentence: '工作日历有误,没有导入任何一天;请按提示的行修改(日期、上班或休息、同一年份、不重复)后重新导入。',
  },
  POLICY_NOT_FORWARD: {
    kind: 'invalid',
    sentence: '规则最早从批准的次日起生效（练习数据可以当天生效），请修改生效日期后重新提出。',
  },
  POLICY_PLACE_MISSING: { kind: 'conflict', sentence: '系统里还没有区划，没有人可以批准；请先建立区和街道。' },
  CALENDAR_NOT_FORWARD: {
    kind: 'invalid',
    sentence: '日历不能改动今天和以前的日子，没有导入任何一天；请让这些日子与现有日历一致后重新提出。',
  },
});
