import type { components } from '../api/schema';
import type { Tone } from './record';

type Activity = components['schemas']['ActivityResponse'];

/** What somebody should know before signing up; nothing to say of ordinary activities. */
export const riskWords: Readonly<Record<Activity['riskLevel'], string | null>> = {
  LOW: null,
  MEDIUM: '这项活动有一定风险，请量力而行，听现场负责人安排。',
  HIGH: '这项活动风险较高，未满 18 周岁不能报名；请量力而行，听现场负责人安排。',
};

/** 还差 3 人, 满员，候补 2 人. */
export function seatWords(free: number, waiting = 0): string {
  if (free > 0) return `还差 ${free} 人`;
  return waiting > 0 ? `满员，候补 ${waiting} 人` : '满员';
}

/** Where an activity stands, and the colour it is said in. */
export const activityState: Readonly<Record<Activity['status'], { readonly word: string; readonly tone: Tone }>> = {
  DRAFT: { word: '没有发布', tone: 'warn' },
  PUBLISHED: { word: '办着', tone: 'ok' },
  CANCELLED: { word: '取消了', tone: 'bad' },
  CLOSED: { word: '结束了', tone: 'neutral' },
};

export const shiftState: Readonly<
  Record<Activity['shifts'][number]['status'], { readonly word: string; readonly tone: Tone }>
> = {
  SCHEDULED: { word: '没有结束', tone: 'in' },
  CANCELLED: { word: '取消了', tone: 'bad' },
  CLOSED: { word: '结束了', tone: 'neutral' },
};
