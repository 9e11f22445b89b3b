import { gradeWords } from '../../../words/evidence';
import { flagWords } from '../../../words/flags';
import { lastDayOf } from '../../../words/record';
import { longDay, minutes, moment, shortDay, span } from '../../../words/time';
import type { StaffRecord } from './records';

/** What stands of a record beside its evidence. */
export function factsOf(record: StaffRecord): readonly (readonly [name: string, value: string])[] {
  const { publicityUntil, flags, proposedOutAt } = record;
  return [
    ['服务', `${longDay(record.servedOn)}，${span(record.startsAt, record.endsAt)}`],
    ['类型', record.kind === 'TRAINING' ? '培训' : '志愿服务'],
    ['在场', minutes(record.rawMinutes)],
    ['认定', minutes(record.creditedMinutes)],
    ...(record.pendingMinutes > 0 ? [['超限待批', minutes(record.pendingMinutes)] as const] : []),
    ...(record.grantedMinutes > 0 ? [['超限获批', minutes(record.grantedMinutes)] as const] : []),
    ['凭证', `${record.grade} 级，${gradeWords[record.grade]}${record.isGradePending ? '，等级还要确认' : ''}`],
    ...(flags.length > 0 ? [['标记', flagWords(flags).join('、')] as const] : []),
    ...(publicityUntil === null ? [] : [['公示到', shortDay(lastDayOf(publicityUntil))] as const]),
    ...(record.decisionReason === null ? [] : [['审核意见', record.decisionReason] as const]),
    ...(proposedOutAt === null
      ? []
      : [['本人补报', `${moment(proposedOutAt)}签退，${record.proposalReason ?? '没有写说明'}`] as const]),
    ...(record.revision > 1 ? [['改过', `现在是第 ${record.revision} 次算出的`] as const] : []),
  ];
}
