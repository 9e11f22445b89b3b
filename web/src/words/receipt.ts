import type { components } from '../api/schema';
import type { Tone } from './record';

type Receipt = components['schemas']['ReceiptResponse'];

/** What became of a text message that told somebody of a record. */
export const receiptState: Readonly<Record<Receipt['state'], { readonly word: string; readonly tone: Tone }>> = {
  WAITING: { word: '待发', tone: 'neutral' },
  SENDING: { word: '正在发', tone: 'in' },
  SENT: { word: '已发出', tone: 'ok' },
  FAILED: { word: '没有发出', tone: 'bad' },
  UNKNOWN: { word: '不知道发出没有', tone: 'warn' },
  SKIPPED: { word: '不必发', tone: 'neutral' },
};

/** How somebody without an account has said that a record is not theirs. */
export const denialChannel: Readonly<Record<components['schemas']['RecordDenialRequest']['channel'], string>> = {
  PHONE: '来电',
  COUNTER: '当面',
  LETTER: '书面',
  SMS_REPLY: '回短信',
};

/** How far a record is from the day by which it has to be settled. */
export const dueWord: Readonly<
  Record<components['schemas']['UnfinishedRecordResponse']['state'], { readonly word: string; readonly tone: Tone }>
> = {
  ON_TIME: { word: '期限内', tone: 'neutral' },
  DUE_SOON: { word: '快到期', tone: 'warn' },
  OVERDUE: { word: '已超期', tone: 'bad' },
};
