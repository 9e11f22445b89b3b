import type { components } from '../api/schema';
import type { Tone } from './record';

type Round = components['schemas']['RoundResponse'];
type Component = components['schemas']['ComponentResponse']['component'];

export const roundStatus: Readonly<Record<Round['status'], { readonly word: string; readonly tone: Tone }>> = {
  DRAFT: { word: '还没有冻结', tone: 'neutral' },
  COMMITTEE: { word: '等评议定稿', tone: 'warn' },
  CONFIRMED: { word: '已定稿', tone: 'ok' },
  CANCELLED: { word: '已取消', tone: 'neutral' },
};

export const scorePart: Readonly<Record<Component, string>> = {
  HOURS: '服务时长',
  POINTS: '积分',
  ASSESSMENT: '考评',
  VOTE: '居民投票',
  COMMITTEE: '评委评分',
};

/** Hundredths of a point, as a score sheet has them: 91.04. */
export function score(hundredths: number | null): string {
  return hundredths === null ? '' : (hundredths / 100).toFixed(2);
}
