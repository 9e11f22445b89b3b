import { defineErrors } from '../../kernel/domain-error';

export const teamErrors = defineErrors({
  TEAM_UNKNOWN: { kind: 'not-found', sentence: '没有找到这支服务队,请检查编号。' },
  TEAM_NAME_TAKEN: { kind: 'conflict', sentence: '这个区划里已有同名的服务队,请换一个名称。' },
  TEAM_DISSOLVED: { kind: 'conflict', sentence: '这支服务队已解散,不能再办理业务,请选择其他服务队。' },
  TEAM_PARTNER_UNIT_REQUIRED: { kind: 'invalid', sentence: '包保或共建单位的服务队须写明单位名称,请填写。' },
  TEAM_LEADER_NOT_MEMBER: { kind: 'conflict', sentence: '队长须先是本队的正式队员,请先办理入队。' },
  TEAM_LEADER_CANNOT_LEAVE: { kind: 'conflict', sentence: '队长不能直接退队,请先把队长移交给其他队员。' },
  TEAM_DEPUTY_IS_LEADER: { kind: 'conflict', sentence: '队长本人不能兼任副队长，请另选一名队员。' },
  TEAM_DEPUTY_OWN: { kind: 'forbidden', sentence: '不能任命自己为副队长，请由其他工作人员办理。' },
  TEAM_DEPUTY_NOT_MEMBER: { kind: 'conflict', sentence: '副队长须先是本队的正式队员，请先办理入队。' },
  TEAM_DEPUTY_TIED: {
    kind: 'conflict',
    sentence: '副队长不能与队长是同一人或同户家人：队长的出勤要由别人来记，请另选一名队员。',
  },
  TEAM_DEPUTY_ALREADY: { kind: 'conflict', sentence: '这名队员已经是副队长，无需再次任命。' },
  TEAM_DEPUTIES_FULL: { kind: 'conflict', sentence: '本队的副队长已满，请先免去一名再任命。' },
  TEAM_DEPUTY_NOT: { kind: 'conflict', sentence: '这名队员现在不是副队长，请刷新后再试。' },
  MEMBERSHIP_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条入队申请,请刷新列表后再试。' },
  MEMBERSHIP_DECIDED: { kind: 'conflict', sentence: '这条入队申请已经处理过,请刷新后查看结果。' },
  MEMBERSHIP_REASON_REQUIRED: { kind: 'invalid', sentence: '不同意入队须写明原因,本人会看到,请填写。' },
  MEMBER_ALREADY: { kind: 'conflict', sentence: '已经是本队队员,无需再次申请。' },
  MEMBER_ALREADY_REQUESTED: { kind: 'conflict', sentence: '入队申请已提交,正在等待审批,请勿重复申请。' },
  MEMBER_NOT: { kind: 'conflict', sentence: '还不是本队队员,无法办理退队。' },
});
