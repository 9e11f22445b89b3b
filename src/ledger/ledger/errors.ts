import { defineErrors } from '../../kernel/domain-error';

export const ledgerErrors = defineErrors({
  LEDGER_CAUSE_UNKNOWN: { kind: 'not-found', sentence: '台账里没有这条记录的入账,无从冲正;请先核对服务记录。' },
  LEDGER_ALREADY_REVERSED: {
    kind: 'conflict',
    sentence: '这条入账已经冲正过,不能再次冲正;如需更正请重新认定服务时长。',
  },
  LEDGER_BALANCE_TOO_LOW: { kind: 'conflict', sentence: '余额不足,这笔扣减没有入账;请核对余额后再办理。' },
  LEDGER_POSTING_ID_INVALID: {
    kind: 'invalid',
    sentence: '入账编号须为设备生成的 UUIDv7;请重新生成编号后提交,重试时沿用同一个编号。',
  },
  LEDGER_POSTING_ID_REUSED: {
    kind: 'conflict',
    sentence: '这个入账编号已用于另一笔内容不同的入账;请核对原来那一笔,需要另记时换一个编号。',
  },
  LEDGER_OWN_ACCOUNT: { kind: 'forbidden', sentence: '不能给自己奖励或扣减积分,请由其他管理员办理。' },
  LEDGER_MANUAL_PERSON_FULL: {
    kind: 'conflict',
    sentence: '这位志愿者本月的手工奖励或扣减会超过上限，没有办理；请减少数额或下月再办，上限见手工积分规则。',
  },
  LEDGER_MANUAL_ASKER_FULL: {
    kind: 'conflict',
    sentence:
      '提出人（连同视为同一人的账号）本月提出的手工积分合计会超过上限，没有办理；请由其他管理员核实后提出，或下月再办。',
  },
  LEDGER_RANGE_INVALID: { kind: 'invalid', sentence: '查询时间有误,开始须早于结束;请修改后再查。' },
});

/**
 * Something posted what can never be right: a programming error, not a refusal. It answers 500 and leaves nothing
 * behind.
 */
export class LedgerInvariantBroken extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LedgerInvariantBroken';
  }
}
