import { defineErrors } from '../../kernel/domain-error';

export const reportErrors = defineErrors({
  REPORT_PERIOD_INVALID: { kind: 'invalid', sentence: '起止日期有误:截止日不能早于开始日,最长十年,请修改日期。' },
  REPORT_TOO_LARGE: { kind: 'too-large', sentence: '这段时间的台账太长,一份对账单放不下,请缩短日期后分次导出。' },
});
