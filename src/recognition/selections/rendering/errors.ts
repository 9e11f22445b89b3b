import { defineErrors } from '../../../kernel/domain-error';

export const selectionRenderingErrors = defineErrors({
  SELECTION_TOTALS_DISAGREE: {
    kind: 'conflict',
    sentence: '评选总分与各项加权分之和不一致，未生成报告。请重新计算评分快照后再导出。',
  },
});
