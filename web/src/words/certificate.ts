import type { components } from '../api/schema';
import type { Tone } from './record';

type Certificate = components['schemas']['CertificateResponse'];

export const certificateStatus: Readonly<
  Record<Certificate['status'], { readonly word: string; readonly tone: Tone }>
> = {
  APPLIED: { word: '等待开具', tone: 'warn' },
  DECLINED: { word: '已退回', tone: 'bad' },
  VALID: { word: '有效', tone: 'ok' },
  SUPERSEDED: { word: '已换发', tone: 'neutral' },
  REVOKED: { word: '已作废', tone: 'bad' },
};

export const idNumberShown: Readonly<Record<components['schemas']['ApplyRequest']['idNumberDisplay'], string>> = {
  LAST_FOUR: '只印后四位',
  NONE: '不印证件号',
  FULL: '印完整的证件号',
};
