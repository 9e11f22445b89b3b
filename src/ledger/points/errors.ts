import { defineErrors } from '../../kernel/domain-error';

export const pointsErrors = defineErrors({
  POINT_ENTRY_UNKNOWN: {
    kind: 'not-found',
    sentence: '积分里没有这一笔，请回到积分明细重新打开。',
  },
  POINTS_CALENDAR_MISSING: {
    kind: 'conflict',
    sentence: '缺少这一年的工作日历,无法按工作日或休息日计算积分;请先导入该年日历,再重新处理。',
  },
});
