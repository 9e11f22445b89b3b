import { defineErrors } from '../../kernel/domain-error';

export const selectionErrors = defineErrors({
  SELECTION_ROUND_UNKNOWN: { kind: 'not-found', sentence: '没有找到这一轮评选,请刷新列表后再试。' },
  SELECTION_PERIOD_INVALID: {
    kind: 'invalid',
    sentence: '评选周期有误:截止日不能早于开始日,周期最长三年,请修改日期。',
  },
  SELECTION_PERIOD_OPEN: {
    kind: 'conflict',
    sentence: '评选周期还没有结束,现在冻结会漏掉后面的服务,请在截止日之后再冻结。',
  },
  SELECTION_WEIGHTS_INVALID: {
    kind: 'invalid',
    sentence: '自定权重有误:每个角色的各项权重须为 0 到 100 的整数,且合计等于 100。',
  },
  SELECTION_WEIGHTS_ROLE_FOREIGN: {
    kind: 'invalid',
    sentence: '自定权重里有不参加本轮评选的角色,请删去,或把该角色加入评选范围。',
  },
  SELECTION_ROUND_NOT_DRAFT: {
    kind: 'conflict',
    sentence: '这一轮评选已经冻结或取消,不能再次冻结;请刷新查看最新状态。',
  },
  SELECTION_NO_CANDIDATES: {
    kind: 'conflict',
    sentence: '评选范围和周期内没有三长任职,无法排名;请先登记任职,或取消后重新建立评选。',
  },
  SELECTION_NOT_IN_COMMITTEE: {
    kind: 'conflict',
    sentence: '只有已冻结、待评议的评选才能定稿;请先冻结,或刷新查看最新状态。',
  },
  SELECTION_CLOSED: { kind: 'conflict', sentence: '这一轮评选已经定稿或取消,不能再取消。' },
  SELECTION_NOT_FROZEN: { kind: 'conflict', sentence: '这一轮评选还没有冻结,没有排名可看;请先冻结。' },
});
