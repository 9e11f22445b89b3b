import { defineErrors } from '../../kernel/domain-error';

export const evidenceErrors = defineErrors({
  CHECKPOINT_UNKNOWN: { kind: 'not-found', sentence: '没有这个编号的检查点;请用检查点列表里的编号再查。' },
  CHECKPOINT_ORDER_INVALID: { kind: 'invalid', sentence: '一致性证明须从较早的检查点到较晚的检查点,请调换后再查。' },
  ENTRY_UNKNOWN: { kind: 'not-found', sentence: '台账里没有这一笔;请核对账户和序号。' },
  AUDIT_REQUEST_UNKNOWN: { kind: 'not-found', sentence: '没有这次核对;请用发起核对时得到的编号再查。' },
  ENTRY_NOT_COVERED: { kind: 'conflict', sentence: '这一笔刚入账,还没有进入检查点;请过几秒再查。' },
});

/** The evidence contradicts itself or what was signed before: nothing is signed until a person has looked at it. */
export class EvidenceBroken extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EvidenceBroken';
  }
}
