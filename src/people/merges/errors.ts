import { defineErrors } from '../../kernel/domain-error';

export const mergeErrors = defineErrors({
  MERGE_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条合并申请,请刷新列表后再试。' },
  MERGE_SAME_NUMBER: { kind: 'invalid', sentence: '两个编号相同,不需要合并,请核对后重新选择。' },
  MERGE_PENDING: { kind: 'conflict', sentence: '其中一个编号已有待审批的合并,请先处理那一条。' },
  MERGE_DECIDED: { kind: 'conflict', sentence: '这条合并申请已经处理过,请刷新后查看结果。' },
  MERGE_REASON_REQUIRED: { kind: 'invalid', sentence: '不同意合并须写明原因,请填写。' },
  MERGE_CONSENT_MISSING: {
    kind: 'conflict',
    sentence:
      '两个编号的证件号不同，须两人都同意才能合并：各自在本人账号里点“同意”，或各交一份本人签字的书面同意并登记；齐了再审批。',
  },
  MERGE_CONSENT_GIVEN: { kind: 'conflict', sentence: '这个编号的本人已经同意过这次合并，没有重复登记。' },
  MERGE_CONSENT_STRANGER: {
    kind: 'invalid',
    sentence: '这名志愿者不是这次合并的两个编号之一，请核对后重新选择。',
  },
  MERGE_HOLDS_OFFICE: {
    kind: 'conflict',
    sentence: '被并入的编号还担任三长或队长,请先结束任职或移交,再审批合并。',
  },
  MERGE_OPEN_BUSINESS: {
    kind: 'conflict',
    sentence: '被并入的编号还有未结束的报名、打卡或未入账的服务记录,请先办结,再审批合并。',
  },
});
