import { defineErrors } from '../../kernel/domain-error';

/** Refusals of what is entered after the fact. */
export const lateEntryErrors = defineErrors({
  CLAIM_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条待复核的打卡,请刷新列表。' },
  CLAIM_DECIDED: { kind: 'conflict', sentence: '这条打卡已有人复核,请刷新列表查看结果。' },
  CLAIM_OWN: { kind: 'forbidden', sentence: '不能复核自己的打卡,请由其他工作人员办理。' },
  CLAIM_RECORDED_BY_YOU: {
    kind: 'forbidden',
    sentence: '这条打卡由您登记,登记人不能复核,请由其他工作人员办理。',
  },
});
