import type { TraceLine, TraceReason } from './hours-types';

type Sentence = (line: TraceLine) => string;

const lost = (line: TraceLine): string => `${String(line.beforeMinutes - line.afterMinutes)} 分钟`;
const gained = (line: TraceLine): string => `${String(line.afterMinutes - line.beforeMinutes)} 分钟`;
const value = (line: TraceLine, key: string): string => String(line.data[key] ?? 0);

const SENTENCES: Readonly<Record<TraceReason, Sentence>> = {
  PAIRED: (line) => `签到与签退配成 ${value(line, 'pairs')} 组，完整的在场时间共 ${String(line.afterMinutes)} 分钟。`,
  NO_PAIR: () => '没有找到签到记录，无法自动认定时长；如确实参加，请联系活动负责人补录。',
  INSIDE_PLAN: () => '打卡时间都在活动计划时间之内。',
  OUTSIDE_PLAN: (line) => `活动计划时间以外的 ${lost(line)}不计入。`,
  NO_MISSING_OUT: () => '没有漏签退。',
  CLOSED_AT_PLANNED_END: (line) =>
    `漏签退，按计划结束时间自动补为签退，计入 ${gained(line)}；如有出入，请在规定的工作日内申请更正。`,
  CLOSED_AT_CAP: (line) => `漏签退，按规定的最长时间自动补为签退，计入 ${gained(line)}；如有出入，请申请更正。`,
  CLOSED_AT_FIXED_MINUTES: (line) => `漏签退，按规定的固定时长计入 ${gained(line)}；如有出入，请申请更正。`,
  MISSING_OUT_ZERO: () => '漏签退，按规定这一段不计时长；如确实服务，请申请更正。',
  NO_BREAK: () => '没有需要扣除的休息时间。',
  BREAK_SUBTRACTED: (line) => `扣除活动安排的休息时间 ${lost(line)}。`,
  NO_OVERLAP: () => '与您的其他服务记录没有时间重叠。',
  OVERLAP_SUBTRACTED: (line) => `与您较早的服务记录时间重叠，重叠的 ${lost(line)}只计一次，两条记录都转人工复核。`,
  OVERLAP_KEPT: () => '与您较晚的服务记录时间重叠，本条时长保留，两条记录都转人工复核。',
  NO_DUTY_TIME: () => '没有落在职务工作时间之内的部分。',
  DUTY_TIME: (line) => `其中 ${lost(line)}属于职务工作时间，不计为志愿服务。`,
  NOT_SERVICE: () =>
    '活动发布时已写明，这个岗位（如比赛的队员、观众）不是志愿服务：到场照记，不计服务时长，也不计积分；做赛事服务的，请先报服务岗位。',
  SHARE_REACHED: (line) => `实际服务达到计划时间的 ${value(line, 'effectiveSharePercent')}%，可以计算积分。`,
  SHARE_BELOW_POINTS_ZERO: (line) =>
    `实际服务不足计划 ${value(line, 'plannedMinutes')} 分钟的 ${value(line, 'effectiveSharePercent')}%，时长照记，不计积分。`,
  SHARE_BELOW_MINUTES_ZERO: (line) =>
    `实际服务不足计划 ${value(line, 'plannedMinutes')} 分钟的 ${value(line, 'effectiveSharePercent')}%，按街道规定本场时长不予认定，原始打卡时间保留。`,
  WITHIN_DAY_CAP: () => '当日累计时长没有超过上限。',
  OVER_DAY_CAP: (line) =>
    `当日累计超过 ${value(line, 'automaticMinutes')} 分钟，超出部分待审批：社区审批 ${value(line, 'pendingCommunityMinutes')} 分钟，街道审批 ${value(line, 'pendingStreetMinutes')} 分钟；批准后计入。`,
  LATE_START: (line) => `这一场在开始 ${value(line, 'minutes')} 分钟之后才排入计划，已提示审核人。`,
  LATE_LINES: (line) => `打卡由工作人员授权的平板离线记下，${value(line, 'minutes')} 分钟后才补传，已提示审核人。`,
  CALLED_WITHOUT_TRACE: (line) =>
    `本场由他人点名、没有本人打卡、刷卡、签名或答复的人超过 ${value(line, 'calledPercent')}%，转队外人员复核；本人可以答复「我参加了」或「没有参加」。`,
  REST_HERE: () => '以“其余全部到场”一并登记，没有逐个核对，转队外人员复核；本人可以答复「我参加了」或「没有参加」。',
  DENIED: () => '本人答复没有参加，转队外人员复核。',
  GRADED: (line) => `凭证等级为 ${value(line, 'grade')} 级，认定 ${String(line.afterMinutes)} 分钟。`,
  GRADE_PENDING: (line) =>
    `只有一次打卡，凭证等级暂定 ${value(line, 'grade')} 级，待活动负责人确认，暂计 ${String(line.afterMinutes)} 分钟。`,
};

/** A trace as Chinese sentences for the volunteer, one per step, in the order of the steps. */
export function traceSentences(trace: readonly TraceLine[]): readonly string[] {
  return trace.map((line) => SENTENCES[line.reason](line));
}

/** Every reason that a trace can give. */
export const traceReasons = Object.keys(SENTENCES) as readonly TraceReason[];
