import type { components } from '../../api/schema';
import { excuseWord, outcomeTone, outcomeWord } from '../../words/attendance';
import type { Tone } from '../../words/record';

export type Signup = components['schemas']['OwnSignupResponse'];
export type Outcome = components['schemas']['OwnOutcomeResponse'];

export interface Told {
  readonly word: string;
  readonly tone: Tone;
  /** Why, and what may be done about it; empty where there is nothing to say. */
  readonly why: readonly string[];
}

/** Whether the shift is still to come, or the person may be there now. */
export function isComing({ status, shiftStatus, endsAt }: Signup, nowMs: number): boolean {
  return status !== 'CANCELLED' && shiftStatus === 'SCHEDULED' && Date.parse(endsAt) > nowMs;
}

/** What became of a sign-up, as far as is known. @param outcome null until the shift is computed */
export function toldOf(signup: Signup, outcome: Outcome | null, nowMs: number): Told {
  const excuse = outcome?.excuseStatus
    ? [
        `您请了假${outcome.excuseReason ? `：${outcome.excuseReason}` : ''}`,
        outcome.excuseAnswer
          ? `${excuseWord[outcome.excuseStatus]}：${outcome.excuseAnswer}`
          : excuseWord[outcome.excuseStatus],
      ]
    : [];
  if (signup.status === 'CANCELLED') {
    const why = signup.cancelReason ? [`原因：${signup.cancelReason}`] : [];
    if (signup.shiftStatus === 'CANCELLED') return { word: '这一场取消了', tone: 'bad', why };
    if (outcome)
      return { word: outcomeWord[outcome.outcome], tone: outcomeTone[outcome.outcome], why: [...why, ...excuse] };
    return { word: '您取消了', tone: 'neutral', why };
  }
  if (outcome) {
    const late =
      outcome.outcome === 'NO_SHOW' && excuse.length === 0
        ? ['没有签到，也没有请假。记错了，请联系这一场的负责人。']
        : [];
    return { word: outcomeWord[outcome.outcome], tone: outcomeTone[outcome.outcome], why: [...excuse, ...late] };
  }
  if (signup.status === 'WAITLISTED') {
    return isComing(signup, nowMs)
      ? {
          word: `候补第 ${signup.waitlistPlace ?? ''} 位`,
          tone: 'warn',
          why: ['有人取消就按先后递补，递补上会通知您。'],
        }
      : { word: '没有补上', tone: 'neutral', why: [] };
  }
  if (isComing(signup, nowMs)) return { word: '已报名', tone: 'ok', why: [] };
  return { word: '等算出结果', tone: 'in', why: ['这一场结束、算好以后，这里写明到没到。'] };
}
