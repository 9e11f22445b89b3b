import { defineErrors } from '../../kernel/domain-error';

/** Refusals of what is entered after the fact. */
export const lateEntryErrors = defineErrors({
  CLAIM_UNKNOWN: { kind: 'not-found', sentence: '没有找到这批待复核的打卡，请刷新列表。' },
  SHEET_READ_BY_ONE: {
    kind: 'forbidden',
    sentence: '两次录入须由两个人完成：已录入的人是您本人，或与您同户、视为同一人；请由另一位工作人员录入。',
  },
  ENTRY_OWN_HOUSEHOLD: { kind: 'forbidden', sentence: '不能录入同户家人的签到，请由其他人录入。' },
  SHEET_UNKNOWN: { kind: 'not-found', sentence: '没有找到这张纸质签到表,请在场次里重新打开。' },
  SHEET_PHOTO_USED: { kind: 'conflict', sentence: '这张照片已用于另一张签到表,请上传本表的照片。' },
  SHEET_SIGNED_TWICE_BY_ONE: {
    kind: 'invalid',
    sentence: '签到表须有负责人和见证人两个不同的人签名,请核对后填写。',
  },
  SHEET_APPLIED: { kind: 'conflict', sentence: '这张签到表两次录入一致,已经入账,不能再录;有误请按更正办理。' },
  SHEET_LINE_DOUBLE: { kind: 'invalid', sentence: '同一个人在表里出现了两次,请只保留一行。' },
  ENTRY_OWN: { kind: 'forbidden', sentence: '不能录入自己的签到,请由其他人录入。' },
  ENTRY_TIMES_INVALID: {
    kind: 'invalid',
    sentence: '签到签退时间不对:签退须晚于签到,且都在本场允许打卡的时间内,请核对。',
  },
  DECLARATION_TOO_EARLY: {
    kind: 'conflict',
    sentence: '这一场还没有结束,请先扫码或请负责人点名;结束后仍未记录的再申报。',
  },
  DECLARATION_TOO_LATE: { kind: 'conflict', sentence: '离这一场结束已太久,不能再自我申报;请联系社区工作人员补录。' },
  DECLARATION_NOT_NEEDED: {
    kind: 'conflict',
    sentence: '这一场已有您的打卡或服务记录,不必申报;有误请在服务记录里提出更正或异议。',
  },
});
