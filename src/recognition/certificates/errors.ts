import { defineErrors } from '../../kernel/domain-error';

export const certificateErrors = defineErrors({
  CERTIFICATE_UNKNOWN: { kind: 'not-found', sentence: '没有找到这份证明,请刷新列表后再试。' },
  CERTIFICATE_PERIOD_INVALID: {
    kind: 'invalid',
    sentence: '证明的起止日期有误:截止日不能早于开始日,也不能晚于今天,请修改日期。',
  },
  CERTIFICATE_DAYS_INVALID: { kind: 'invalid', sentence: '截止日早于开始日，请改一下申请的日期。' },
  CERTIFICATE_APPLICATION_OPEN: {
    kind: 'conflict',
    sentence: '同一时间段已有一份申请正在办理,请等待出具,不必重复申请。',
  },
  CERTIFICATE_ID_NUMBER_REASON_REQUIRED: {
    kind: 'invalid',
    sentence: '工作人员代为选择显示证件号（完整或后四位）时，须写明本人的要求；否则请选择不显示。',
  },
  CERTIFICATE_NOT_APPLIED: { kind: 'conflict', sentence: '这份申请已经办结,不能再次办理;请刷新查看最新状态。' },
  CERTIFICATE_NOT_VALID: { kind: 'conflict', sentence: '只有有效的证明才能作废;请刷新查看最新状态。' },
  CERTIFICATE_NOT_ISSUED: { kind: 'conflict', sentence: '这份申请还没有出具证明,暂时不能下载;请等待办理。' },
  CERTIFICATE_STREET_MISSING: {
    kind: 'conflict',
    sentence: '志愿者不属于任何街道,无法确定出具单位;请先把志愿者归到所在的社区。',
  },
  CERTIFICATE_NO_SERVICE: {
    kind: 'conflict',
    sentence: '这段时间没有已确认的服务或培训记录,不能出具证明;请核对日期,或等待记录公示结束。',
  },
  CERTIFICATE_LEDGER_DISAGREES: {
    kind: 'conflict',
    sentence: '服务记录与台账的时长不一致,暂时不能出具证明;请联系街道管理员核对台账。',
  },
  CERTIFICATE_NOT_FOUND: {
    kind: 'not-found',
    sentence: '没有查到这份证明,请核对校验码;如仍查不到,请向出具单位核实。',
  },
});
