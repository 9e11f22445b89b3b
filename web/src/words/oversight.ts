import type { components } from '../api/schema';
import type { Tone } from './record';

type Schemas = components['schemas'];
type Signal = Schemas['SignalResponse'];
type Visit = Schemas['VisitResponse'];

/** What an automatic sign is about. */
export const signalWord: Readonly<Record<Signal['kind'], string>> = {
  SHARED_DEVICE: '一部手机给几个人打卡',
  IDENTICAL_SECONDS: '几个人同一秒进出',
  IMPOSSIBLE_SPEED: '两处之间来得太快',
  BACKFILL_SHARE: '补录占得太多',
  ONE_RECORDER: '一个人给同一人代录太多',
  YOUNG_ACCOUNT: '刚登记就有时长',
  MANUAL_POINTS: '手工积分较多',
  MANY_REGISTRATIONS: '一个人一天登记太多',
  WEAK_REGISTRATIONS: '登记的人多没有本人手机',
  PERSON_NOT_FOUND: '上门查无此人',
};

export const signalState: Readonly<Record<Signal['status'], { readonly word: string; readonly tone: Tone }>> = {
  OPEN: { word: '待核查', tone: 'warn' },
  HARMLESS: { word: '查明无碍', tone: 'ok' },
  CONFIRMED: { word: '已查实', tone: 'bad' },
};

/** Why a registration was drawn for a visit. */
export const visitCause: Readonly<Record<Visit['cause'], string>> = {
  NO_PHONE: '没有手机',
  SHARED_PHONE: '几个人同一个号码',
  MANY_A_DAY: '那天登记得多',
  MONTH_SHARE: '每月抽一部分',
};

export const visitState: Readonly<Record<Visit['status'], { readonly word: string; readonly tone: Tone }>> = {
  WAITING: { word: '待上门', tone: 'warn' },
  FOUND: { word: '找到本人', tone: 'ok' },
  NOT_FOUND: { word: '查无此人', tone: 'bad' },
};

export const findingWord: Readonly<
  Record<NonNullable<Schemas['DrawnRecordResponse']['result']>, { readonly word: string; readonly tone: Tone }>
> = {
  CONFIRMED: { word: '属实', tone: 'ok' },
  DOUBTFUL: { word: '存疑', tone: 'warn' },
  FALSE: { word: '不实', tone: 'bad' },
};
