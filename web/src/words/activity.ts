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

export const activityKindWord: Readonly<Record<Activity['kind'], string>> = {
  SERVICE: '志愿服务',
  TRAINING: '志愿者培训',
};

export const riskWord: Readonly<Record<Activity['riskLevel'], string>> = {
  LOW: '一般',
  MEDIUM: '有一定风险',
  HIGH: '风险较高',
};

export const dutyWord: Readonly<Record<Activity['positions'][number]['duty'], string>> = {
  LEADER: '领队',
  MEMBER: '队员',
};

/** How people check in on the spot. */
export const checkInWord: Readonly<Record<Activity['checkInModes'][number], string>> = {
  CODE: '扫码',
  ROLL_CALL: '点名',
  STAFF: '工作人员代打卡',
  KIOSK: '现场平板',
};

export const evidenceWord: Readonly<Record<Activity['evidenceMode'], string>> = { NONE: '不要求', PHOTO: '要现场照片' };
