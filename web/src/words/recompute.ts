import type { components } from '../api/schema';
import type { Tone } from './record';

type Run = components['schemas']['ListedRunResponse'];
type Line = components['schemas']['RecomputeLineResponse'];

export const runStatus: Readonly<Record<Run['status'], { readonly word: string; readonly tone: Tone }>> = {
  DRAFT: { word: '等另一人决定', tone: 'warn' },
  APPROVED: { word: '正在入账', tone: 'in' },
  DONE: { word: '已办完', tone: 'ok' },
  DISCARDED: { word: '已作废', tone: 'neutral' },
};

export const lineStatus: Readonly<Record<Line['status'], string>> = {
  PENDING: '待入账',
  APPLIED: '已入账',
  SKIPPED: '没有办理',
};
