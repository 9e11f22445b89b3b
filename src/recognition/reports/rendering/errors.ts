import { defineErrors } from '../../../kernel/domain-error';

export const reportRenderingErrors = defineErrors({
  STATEMENT_BALANCE_BROKEN: {
    kind: 'conflict',
    sentence: '对账单的余额与分录金额不连续，未生成文件。请先核对台账，再重新导出。',
  },
});
