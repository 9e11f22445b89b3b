import type { SignalKind } from './signals';

type Evidence = Readonly<Record<string, unknown>>;

const text = (evidence: Evidence, key: string): string => {
  const value = evidence[key];
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '若干';
};

const SENTENCES: Readonly<Record<SignalKind, (evidence: Evidence) => string>> = {
  SHARED_DEVICE: (e) => `同一部手机在几分钟里给 ${text(e, 'peopleCount')} 人打过卡。`,
  IDENTICAL_SECONDS: (e) => `同一场有 ${text(e, 'peopleCount')} 人的签到、签退分秒不差。`,
  IMPOSSIBLE_SPEED: (e) => `从一场到另一场，每小时要走 ${text(e, 'speedKmh')} 公里才赶得到。`,
  BACKFILL_SHARE: (e) => `这支服务队 ${text(e, 'month')} 的时长有 ${text(e, 'percent')}% 是补录或申报的。`,
  ONE_RECORDER: (e) => `${text(e, 'month')} 有 ${text(e, 'minutes')} 分钟是同一位工作人员登记的。`,
  YOUNG_ACCOUNT: (e) => `登记后 ${text(e, 'ageMinutes')} 分钟就有了一条记录。`,
  MANUAL_POINTS: (e) => `${text(e, 'month')} 手工加的积分偏多。`,
  MANY_REGISTRATIONS: (e) => `登记本人的账号一天登记了 ${text(e, 'registrations')} 人。`,
  WEAK_REGISTRATIONS: (e) => `登记本人的账号登记的人里，有 ${text(e, 'withoutOwnPhone')} 人没有自己的手机号。`,
  PERSON_NOT_FOUND: () => '上门核对时没有找到本人。',
};

/** What a signal says, in one Chinese sentence without names, to whoever looks at the person or the record. */
export function signalSentence(kind: SignalKind, evidence: Evidence): string {
  return SENTENCES[kind](evidence);
}
