import type { components } from '../../api/schema';
import { type Fate, VERB } from '../../words/own-punch';

type Receipt = components['schemas']['PunchReceiptResponse'];

export function doneOf({ status, direction, message }: Receipt): Fate {
  return status === 'RECORDED'
    ? { tone: 'ok', title: `${VERB[direction]}好了`, message }
    : { tone: 'warn', title: '已收下，等人核对', message };
}
