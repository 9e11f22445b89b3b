import { defineErrors } from '../../kernel/domain-error';

export const oversightErrors = defineErrors({
  SIGNAL_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条异常提示,请在列表中重新选择。' },
  SIGNAL_DECIDED: { kind: 'conflict', sentence: '这条异常提示已有结论,没有做任何改动;请刷新后查看。' },
  SPOT_CHECK_UNKNOWN: { kind: 'not-found', sentence: '没有找到这次抽查,请在列表中重新选择。' },
  SPOT_CHECK_PERIOD_INVALID: { kind: 'invalid', sentence: '抽查的结束日期不能早于开始日期,请修改后再提交。' },
  SPOT_CHECK_NOT_DRAWN: { kind: 'conflict', sentence: '这次抽查还没有公布种子并抽取,请先公布。' },
  SPOT_CHECK_NOT_IN_SAMPLE: { kind: 'not-found', sentence: '这条记录不在抽中的名单里,请在名单中选择。' },
  SPOT_CHECK_RESULT_GIVEN: { kind: 'conflict', sentence: '这条记录已登记抽查结果,没有改动;请刷新后查看。' },
  VISIT_UNKNOWN: { kind: 'not-found', sentence: '没有找到这次上门核对，请在列表中重新选择。' },
  VISIT_RECORDED: { kind: 'conflict', sentence: '这次上门核对已有结果，没有改动；请刷新后查看。' },
  VISIT_DAY_INVALID: {
    kind: 'invalid',
    sentence: '上门日期须在抽中当天到今天之间，没有登记；请核对后重新提交。',
  },
  SANCTION_UNKNOWN: { kind: 'not-found', sentence: '没有找到这项限制,请在列表中重新选择。' },
  SANCTION_LIFTED: { kind: 'conflict', sentence: '这项限制已经解除,不需要重复办理。' },
  SELF_BACKFILL_BARRED: {
    kind: 'forbidden',
    sentence: '因核实有不实记录,目前不能自行补报时间;如有异议,请向街道申诉,或请活动负责人代为说明。',
  },
});
