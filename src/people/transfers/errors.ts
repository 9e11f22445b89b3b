import { defineErrors } from '../../kernel/domain-error';

export const transferErrors = defineErrors({
  TRANSFER_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条转移申请,请刷新列表后再试。' },
  TRANSFER_TARGET_WRONG: {
    kind: 'invalid',
    sentence: '请只填一种去向:转社区填目标区划;转队填原服务队和目标服务队,二者不能相同。',
  },
  TRANSFER_CONSENT_REQUIRED: {
    kind: 'invalid',
    sentence: '代为申请须先取得本人同意,并写明方式和同意书存放处,请补上。',
  },
  TRANSFER_PENDING: { kind: 'conflict', sentence: '已有一条待处理的转移申请,请先处理那一条。' },
  TRANSFER_DECIDED: { kind: 'conflict', sentence: '这条转移申请已经处理过,请刷新后查看结果。' },
  TRANSFER_REASON_REQUIRED: { kind: 'invalid', sentence: '不接收须写明原因,本人会看到,请填写。' },
});
