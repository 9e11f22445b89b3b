import type { components } from '../api/schema';
import type { Tone } from './record';

type Item = components['schemas']['GuardianRequestItemResponse'];

/** What became of asking a guardian by text. */
export const guardianRequestState: Readonly<Record<Item['status'], { readonly word: string; readonly tone: Tone }>> = {
  WAITING: { word: '等监护人答复短信', tone: 'in' },
  CONFIRMED: { word: '用短信同意了', tone: 'ok' },
  DENIED: { word: '说不是其孩子', tone: 'bad' },
  BLOCKED: { word: '填错太多次', tone: 'warn' },
  EXPIRED: { word: '短信过期没有答复', tone: 'warn' },
  REPLACED: { word: '已重发，或在窗口登记了同意', tone: 'neutral' },
  WITHDRAWN: { word: '收回了同意', tone: 'neutral' },
  ENDED: { word: '孩子已成年', tone: 'neutral' },
};

/** What is odd about the guardian that was named. */
export const guardianFlag: Readonly<Record<Item['flags'][number], string>> = {
  CHILD_WITHOUT_PHONE: '孩子没有登记手机号，填的可能就是孩子自己的。',
  PHONE_OF_MINOR: '监护人的号码登记在未成年志愿者名下。',
  PHONE_OF_SEVERAL: '还有别的孩子填了同一个监护人号码。',
};
