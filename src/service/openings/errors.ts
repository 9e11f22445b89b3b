import { defineErrors } from '../../kernel/domain-error';

export const openingErrors = defineErrors({
  OPENING_PERIOD_INVALID: {
    kind: 'invalid',
    sentence: '资料所属时间有误:开始不得晚于结束,结束须在今天之前;请修改后再提交。',
  },
  OPENING_FILE_CHANGED: { kind: 'conflict', sentence: '文件与检查过的不是同一个,请重新检查后再提交。' },
  OPENING_HAS_ERRORS: { kind: 'invalid', sentence: '表格里有错误,没有提交;请按行号改正后重新检查。' },
  OPENING_EMPTY: { kind: 'invalid', sentence: '表格里没有可导入的行;请核对后重新上传。' },
  OPENING_FILE_KNOWN: { kind: 'conflict', sentence: '这个文件已经提交或入账,不能重复导入;请查看已有的导入。' },
  OPENING_UNKNOWN: { kind: 'not-found', sentence: '没有找到这次导入,可能已被删除或编号有误;请从列表里重新选择。' },
  OPENING_DAYS_FULL: {
    kind: 'conflict',
    sentence:
      '名单里有人在同一段日子里的时长，连同已公示或已入账的历史时长，超过了每天的上限；请退回，核对日期和时长后重新提交。',
  },
  OPENING_ROW_UNKNOWN: { kind: 'not-found', sentence: '没有找到这一行历史时长，请在公示列表中重新选择。' },
  OPENING_ROW_NOT_PUBLIC: {
    kind: 'conflict',
    sentence: '这一行历史时长不在公示期内，不能提出异议；如有疑问，请向所在社区反映。',
  },
  OPENING_OBJECTION_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条异议，请在列表中重新选择。' },
  OPENING_STATE_WRONG: { kind: 'conflict', sentence: '这次导入已经处理过,当前状态不能这样操作;请刷新后查看。' },
});
