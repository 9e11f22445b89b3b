import { defineErrors } from '../../kernel/domain-error';

export const assessmentErrors = defineErrors({
  ASSESSMENT_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条考评,请刷新列表后再试。' },
  ASSESSMENT_OWN: { kind: 'forbidden', sentence: '不能给自己录入或作废考评,请由其他工作人员办理。' },
  ASSESSMENT_DAY_OUTSIDE: {
    kind: 'invalid',
    sentence: '考评日期不在任期内,或晚于今天,请核对日期和任职。',
  },
  ASSESSMENT_DAYS_INVALID: { kind: 'invalid', sentence: '截止日早于开始日，请改一下考评的日期。' },
  ASSESSMENT_VOIDED: { kind: 'conflict', sentence: '这条考评已经作废,不能再次作废。' },
});
