import { defineErrors } from '../../../kernel/domain-error';

export const decisionErrors = defineErrors({
  DECISION_UNKNOWN: { kind: 'not-found', sentence: '没有找到这件待决定的事项，请刷新列表后再试。' },
  DECISION_MADE: { kind: 'conflict', sentence: '这件事项已经有了结果，请刷新后查看。' },
  DECISION_PENDING: {
    kind: 'conflict',
    sentence: '同一件事项已有人提出，正等另一人决定；请先办完那一件，或请提出人撤回。',
  },
  DECISION_EXPIRED: { kind: 'gone', sentence: '这件事项已超过期限，没有执行；仍需办理的，请重新提出。' },
  DECISION_REASON_REQUIRED: { kind: 'invalid', sentence: '不同意须写明理由，提出人和当事人会看到。' },
  DECISION_OWN: { kind: 'forbidden', sentence: '这件事项与您本人有关，不能由您决定，请由其他工作人员办理。' },
  DECISION_OWN_HOUSEHOLD: {
    kind: 'forbidden',
    sentence: '这件事项涉及与您同户（或当时同户）的人，不能由您决定，请由其他工作人员办理。',
  },
  DECISION_OWN_LEADER: {
    kind: 'forbidden',
    sentence: '这件事项涉及您所在（或当时所在）服务队的队长，不能由您决定，请由其他工作人员办理。',
  },
  RECORD_OWN_TEAM: {
    kind: 'forbidden',
    sentence: '队长、副队长和他们的家人不能审核本队的打卡和服务记录，没有做任何改动；请由队外的工作人员审核。',
  },
  DECISION_HANDS_IN_IT: {
    kind: 'forbidden',
    sentence: '这件事项里有您（或与您视为同一人的账号）经手的内容，不能由您决定，请由另一人办理。',
  },
  DECISION_SAME_PERSON: {
    kind: 'forbidden',
    sentence: '提出和决定须由两个人办理：您就是提出人，或您的账号与提出人的账号视为同一人；请由另一人决定。',
  },
  RELEASE_NOT_ACCOUNTS: {
    kind: 'conflict',
    sentence: '运维只能放行账号方面的事项；时长、积分和评选的事项请由上级或指定的代理人决定。',
  },
  RELEASE_TOO_EARLY: {
    kind: 'conflict',
    sentence: '提出还没有满规定的时间，不能放行：请先联系另一位安全管理员。',
  },
  RELEASE_SOMEBODY_MAY: {
    kind: 'conflict',
    sentence:
      '还有人可以决定这件事，或规定的时间内还有人可以决定，不能由运维放行：请先请他决定；他确已离任的，收回他的角色，满规定的时间后再放行。',
  },
  DECISION_NOT_ASKER: { kind: 'forbidden', sentence: '只有提出人可以撤回；如不同意，请按“不同意”办理。' },
});

export type TieCode =
  | 'DECISION_OWN'
  | 'DECISION_OWN_HOUSEHOLD'
  | 'DECISION_OWN_LEADER'
  | 'RECORD_OWN_TEAM'
  | 'DECISION_HANDS_IN_IT'
  | 'DECISION_SAME_PERSON';
