import type { components } from '../../api/schema';

type Receipt = components['schemas']['PunchReceiptResponse'];

export const VERB = { IN: '签到', OUT: '签退' } as const;

/** What a punch is known by, for all its tries. */
export interface Attempt {
  /** Of the command. */
  readonly key: string;
  readonly punchId: string;
  /** ISO 8601, by the phone. */
  readonly sentAt: string;
}

/** What is said at the end. */
export interface Done {
  readonly tone: 'ok' | 'warn';
  readonly title: string;
  readonly message: string;
}

export function doneOf({ status, direction, message }: Receipt): Done {
  return status === 'RECORDED'
    ? { tone: 'ok', title: `${VERB[direction]}好了`, message }
    : { tone: 'warn', title: '已收下，等人核对', message };
}
