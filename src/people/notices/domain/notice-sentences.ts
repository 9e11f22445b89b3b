/** What the sentence of a notice is made of: titles, times, counts. Never names. */
export type NoticeData = Readonly<Record<string, string | number>>;

type Sentence = (data: NoticeData) => string;

const text = (data: NoticeData, key: string): string => String(data[key] ?? '');

/** Every kind of notice and its sentence: what happened and what to do next. */
const SENTENCES = {
  CHECK_OUT_SOON: (data) => `「${text(data, 'title')}」将于 ${text(data, 'endsAt')} 结束,离开时请记得签退。`,
  CHECK_OUT_MISSED: (data) =>
    `「${text(data, 'title')}」已于 ${text(data, 'endsAt')} 结束,您还没有签退;请现在签退,或稍后在「我的记录」中补报。`,
  AUTO_CLOSED: (data) =>
    `「${text(data, 'title')}」您没有签退,系统已按规定自动签退,暂计 ${text(data, 'minutes')} 分钟;如有出入,请在 ${text(data, 'until')} 前补报签退时间。`,
  RECORD_REJECTED: (data) =>
    `「${text(data, 'title')}」的服务记录审核没有通过;理由可在「我的记录」中查看;如有疑问,请联系活动所在社区。`,
  OBJECTION_RAISED: (data) => `有人对您在「${text(data, 'title')}」的服务记录提出异议,正在核实,结果会通知您。`,
  OBJECTION_ANSWERED: (data) => `您对「${text(data, 'title')}」服务记录提出的异议已答复:${text(data, 'outcome')}。`,
  OLD_HOURS_PUBLIC: (data) =>
    `您的历史时长（${text(data, 'title')}，共 ${text(data, 'minutes')} 分钟）正在公示，公示到 ${text(data, 'until')}；无异议的到期后入账。如果您没有参加或时长不对，请在公示期内提出异议。`,
  OLD_HOURS_OBJECTION: (data) =>
    `有人对您的历史时长（${text(data, 'title')}）提出异议，正在核实；核实以前这一行不入账，结果会通知您。`,
  OLD_HOURS_ANSWERED: (data) =>
    `对历史时长（${text(data, 'title')}，${text(data, 'servedOn')}）提出的异议已答复：${text(data, 'outcome')}。`,
  VISIT_NOT_FOUND: () =>
    '工作人员上门核对时没有找到您，您的志愿者登记已暂停；您在的话，请带身份证到所在社区恢复，已入账的时长不受影响。',
  REGISTERED_AGAIN: () =>
    '有人在公众登记页用您的身份证号码又登记了一次。您已经登记过，原来的登记不变，不用再办；不是您本人填的，请打电话给社区。',
  RECORDS_DUE: (data) =>
    `「${text(data, 'title')}」还有 ${text(data, 'count')} 条服务记录没有办结,请于 ${text(data, 'dueOn')} 前办完。`,
  RECORDS_OVERDUE: (data) =>
    `「${text(data, 'title')}」还有 ${text(data, 'count')} 条服务记录超过 ${text(data, 'dueOn')} 的办结期限,请尽快办理。`,
  CAP_DECIDED: (data) =>
    `「${text(data, 'title')}」超出每日上限的时长已审批:批准 ${text(data, 'approved')} 分钟,不予批准 ${text(data, 'refused')} 分钟。`,
  DEPUTY_APPOINTED: (data) =>
    `社区任命您为「${text(data, 'title')}」副队长：队长不在时由您出示签到码、点名，队长本人的出勤也由您来记。如有不便，可在「我的服务队」里辞去。`,
  DEPUTY_NAMED: (data) =>
    `「${text(data, 'title')}」新任命了副队长；您本人的出勤请由副队长、工作人员或他人授权的平板来记。`,
  DEPUTY_REMOVED: (data) => `您不再担任「${text(data, 'title')}」副队长；如有疑问，请联系所在社区。`,
  CALLED_PRESENT: (data) =>
    `「${text(data, 'title')}」登记您 ${text(data, 'servedOn')} 到场（由他人点名或代为登记）。如果您没有参加，请点「没有参加」；参加了可以点「我参加了」。`,
  SHIFT_CANCELLED: (data) =>
    `「${text(data, 'title')}」${text(data, 'when')}取消了，请不要去。原因：${text(data, 'reason')}。想参加别的，请到“活动”里报名。`,
  ACTIVITY_MOVED: (data) =>
    `「${text(data, 'title')}」${text(data, 'when')}改了集合地点：现在是 ${text(data, 'place')}，原来是 ${text(data, 'before')}。去不了的，请早些取消报名。`,
  RECOMPUTED: (data) =>
    `「${text(data, 'title')}」的服务时长按新规则重新计算:由 ${text(data, 'before')} 分钟改为 ${text(data, 'after')} 分钟。`,
  DECISION_ASKED: (data) =>
    `有一项与您有关的事项正等另一名工作人员决定：${text(data, 'label')}——${text(data, 'what')}理由：${text(data, 'reason')}。如不是您的意思，请马上联系社区。`,
  DECISION_APPROVED: (data) =>
    `有一项与您有关的事项已经办理：${text(data, 'label')}——${text(data, 'what')}理由：${text(data, 'reason')}。如有疑问，请联系所在社区。`,
  DECISION_REJECTED: (data) =>
    `有一项与您有关的事项没有同意，一切照旧：${text(data, 'label')}——${text(data, 'what')}理由：${text(data, 'reason')}。`,
} satisfies Readonly<Record<string, Sentence>>;

export type NoticeKind = keyof typeof SENTENCES;
export const noticeKinds = Object.keys(SENTENCES) as NoticeKind[];

/** The notice as one Chinese sentence. */
export function noticeSentence(kind: NoticeKind, data: NoticeData): string {
  return SENTENCES[kind](data);
}

/** An answer that one tap gives: the operation of the interface, and what it is about. */
export interface NoticeAction {
  readonly operation: 'replyToCall';
  readonly shiftId: string;
}

/** What the reader of a notice may answer to it; null where it only tells. */
export function noticeAction(kind: NoticeKind, data: NoticeData): NoticeAction | null {
  return kind === 'CALLED_PRESENT' ? { operation: 'replyToCall', shiftId: text(data, 'shiftId') } : null;
}
