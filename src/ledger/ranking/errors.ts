import { defineErrors } from '../../kernel/domain-error';

export const rankingErrors = defineErrors({
  RANKING_MONTHS_INVALID: {
    kind: 'invalid',
    sentence: '月份范围有误:开始月份不能晚于结束月份,且最多 36 个月;请修改后再查。',
  },
});
