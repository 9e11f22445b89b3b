import { defineErrors } from '../../kernel/domain-error';

export const serviceHoursErrors = defineErrors({
  RECORD_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条服务记录,请检查编号,或在列表中重新选择。' },
  RECORD_STATE_WRONG: {
    kind: 'conflict',
    sentence: '这条服务记录现在的状态不能这样办理,没有做任何改动;请刷新后查看最新状态。',
  },
  RECORD_TIMES_INVALID: {
    kind: 'invalid',
    sentence: '时间不对,没有做任何改动:签退须晚于签到,且都在本场允许打卡的时间之内;请核对后重新提交。',
  },
  RECORD_EXISTS: {
    kind: 'conflict',
    sentence: '本场已有这位志愿者的服务记录,没有重复补录;如记录有误,请用更正办理。',
  },
  RECORD_HELD: {
    kind: 'conflict',
    sentence: '这条服务记录有异议尚未答复,没有做任何改动;请先答复异议。',
  },
  SHIFT_NOT_COMPUTED: {
    kind: 'conflict',
    sentence: '这一场还没有关闭并算完时长,不能补录;请在关闭场次、时长算完后再试。',
  },
  CHECK_OUT_NOT_MISSING: {
    kind: 'conflict',
    sentence: '这条记录没有漏签退,不需要补报签退时间;如对时长有异议,请提出异议。',
  },
  CORRECTION_TOO_LATE: {
    kind: 'conflict',
    sentence: '已超过补报签退时间的期限,没有记录;如有出入,请向社区提出异议或申请更正。',
  },
  CORRECTION_CHANGES_NOTHING: {
    kind: 'conflict',
    sentence: '按这样的时间算，认定的分钟和现在一样，不需要更正，没有提出；请核对签到、签退时间。',
  },
  CORRECTION_OUTDATED: {
    kind: 'conflict',
    sentence: '提出更正以后，这条记录的打卡或时长又有变化，没有做任何改动；请退回这件更正，核对后重新提出。',
  },
  CORRECTION_SAME_UNIT: {
    kind: 'forbidden',
    sentence:
      '本月补录、自报时长已超过限额，增加时长的更正须由社区提出、街道决定，没有提出；请由活动所在社区的工作人员提出。',
  },
  REPLY_NOT_CALLED: { kind: 'conflict', sentence: '这一场没有登记您到场，不需要答复；如确实参加，请自我申报。' },
  REPLY_TOO_LATE: {
    kind: 'conflict',
    sentence: '这条记录已公示期满入账，不能再用答复撤下；请联系活动所在社区申请更正，由两名工作人员办理。',
  },
  OBJECTION_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条异议,请在列表中重新选择。' },
  OBJECTION_OPEN: { kind: 'conflict', sentence: '这条记录已有异议正在处理,没有重复登记;请等待答复。' },
  OBJECTION_ANSWERED: { kind: 'conflict', sentence: '这条异议已答复,不能再次答复;请刷新后查看结果。' },
  OBJECTION_NOT_CONCERNED: {
    kind: 'forbidden',
    sentence: '只有本人或同一区划的志愿者可以对这条记录提出异议,没有登记;请向所在社区反映。',
  },
  APPROVAL_GIVEN: {
    kind: 'conflict',
    sentence: '您已经同意过这条记录;本月补录、自报时长超过限额,还需要另一个单位的工作人员再审一次。',
  },
  APPROVAL_SAME_UNIT: {
    kind: 'forbidden',
    sentence: '第二位审核人须来自另一个单位,没有做任何改动;请由街道或其他单位的工作人员审核。',
  },
  CAP_NOT_CONFIRMED: {
    kind: 'conflict',
    sentence: '这条记录还没有公示期满入账,暂不能审批超出上限的分钟;请在入账后再办理。',
  },
  CAP_NOTHING_PENDING: { kind: 'conflict', sentence: '这一级没有待审批的分钟,没有做任何改动;请刷新后查看。' },
  CAP_TOO_MANY: { kind: 'invalid', sentence: '批准的分钟数超过了待审批的分钟数,请改小后再提交。' },
  CAP_INVESTIGATION_OPEN: {
    kind: 'conflict',
    sentence: '当天时长异常,正在调查,不能批准超出上限的分钟;请先办结调查,或填写理由不予批准。',
  },
  RECOMPUTE_UNKNOWN: { kind: 'not-found', sentence: '没有找到这次重算,请在列表中重新选择。' },
  RECOMPUTE_PERIOD_INVALID: { kind: 'invalid', sentence: '重算的起止日期不对:结束日期不能早于开始日期,请修改后再试。' },
  RECOMPUTE_TOO_MANY: {
    kind: 'invalid',
    sentence: '这一范围的服务记录太多,没有试算;请缩短时间,或按社区分几次试算。',
  },
  RECOMPUTE_DECIDED: { kind: 'conflict', sentence: '这次重算已有决定,没有做任何改动;请刷新后查看。' },
  RECORD_DAYS_INVALID: { kind: 'invalid', sentence: '结束的日子须不早于开始的日子，请修改。' },
  CALENDAR_YEAR_MISSING: {
    kind: 'unavailable',
    sentence: '系统缺少这一年的工作日历,暂不能计算公示期;请联系管理员导入工作日历,之后会自动继续。',
  },
});

/** A run left out records that could not be confirmed; it failed for these only. Names codes, no records or persons. */
export class RecordsUnconfirmed extends Error {
  /** @param codes one for each record that was left out. */
  constructor(
    readonly confirmed: number,
    readonly codes: readonly string[],
  ) {
    super(`${codes.length} due records not confirmed (${[...new Set(codes)].join(', ')}), ${confirmed} confirmed`);
    this.name = 'RecordsUnconfirmed';
  }
}
