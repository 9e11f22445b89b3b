import type { components } from '../api/schema';
import { addDays, dayOf, type Day } from './time';

type RecordOfMine = components['schemas']['OwnRecordResponse'];
export type RecordStatus = RecordOfMine['status'];
export type Tone = 'in' | 'ok' | 'warn' | 'bad' | 'neutral';

export const recordStatus: Readonly<Record<RecordStatus, { readonly word: string; readonly tone: Tone }>> = {
  COMPUTED: { word: '已算出', tone: 'neutral' },
  UNDER_REVIEW: { word: '待审核', tone: 'warn' },
  PUBLICITY: { word: '公示中', tone: 'in' },
  CONFIRMED: { word: '已确认', tone: 'ok' },
  REJECTED: { word: '未通过', tone: 'bad' },
  REVERSED: { word: '已更正', tone: 'neutral' },
};

export const objectionStatus: Readonly<
  Record<components['schemas']['OwnObjectionItemResponse']['status'], { readonly word: string; readonly tone: Tone }>
> = {
  OPEN: { word: '等待答复', tone: 'warn' },
  UPHELD: { word: '异议成立', tone: 'ok' },
  DISMISSED: { word: '异议不成立', tone: 'neutral' },
};

/** Periods of the service end at the midnight after their last day: 12 月 3 日 00:00 is the end of 12 月 2 日. */
export function lastDayOf(until: string): Day {
  const day = dayOf(until);
  return new Date(until).getTime() === new Date(`${day}T00:00:00+08:00`).getTime() ? addDays(day, -1) : day;
}

/** 第 1 版, of `hours-1`. */
export function versionWords(version: string): string {
  const number = /(\d+)$/.exec(version)?.[1];
  return number === undefined ? '现行版' : `第 ${number} 版`;
}
