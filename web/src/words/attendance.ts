import type { components } from '../api/schema';

type Outcomes = components['schemas']['OutcomeLineResponse'];
type Outcome = NonNullable<Outcomes['outcome']>;
type Excuse = NonNullable<Outcomes['excuseStatus']>;
type Sheet = components['schemas']['SheetResponse']['status'];

export const outcomeWord: Readonly<Record<Outcome, string>> = {
  ATTENDED: '到了',
  NO_SHOW: '没有来',
  LATE_CANCEL: '临时取消',
  EXCUSED: '准假',
};
export const outcomeTone: Readonly<Record<Outcome, 'ok' | 'warn' | 'neutral'>> = {
  ATTENDED: 'ok',
  NO_SHOW: 'warn',
  LATE_CANCEL: 'warn',
  EXCUSED: 'neutral',
};
export const excuseWord: Readonly<Record<Excuse, string>> = {
  OPEN: '请假，待答复',
  ACCEPTED: '准假',
  DECLINED: '没有准假',
};
export const sheetWord: Readonly<Record<Sheet, string>> = {
  ENTERING: '等另一个人录第二遍',
  DIFFERENT: '两遍录得不一样，等核对',
  APPLIED: '已入账',
};
