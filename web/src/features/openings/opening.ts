import type { components } from '../../api/schema';
import { dayOf, shortDay } from '../../words/time';
import { lastDayOf, type Tone } from '../../words/record';

export type OwnOpening = components['schemas']['OwnOpeningResponse'];
export type PublicOpening = components['schemas']['PublicOpeningResponse'];

interface State {
  readonly word: string;
  readonly tone: Tone;
  /** What that means and what comes next. */
  readonly sentence: string;
}

type Line = Pick<OwnOpening, 'servedOn' | 'servedTo'>;
export function daysOf({ servedOn, servedTo }: Line): string {
  return servedOn === servedTo ? shortDay(servedOn) : `${shortDay(servedOn)}到 ${shortDay(servedTo)}`;
}

/** Where a line of the old register stands. */
export function stateOf({ status, isHeld, publicityUntil }: OwnOpening): State {
  const until = publicityUntil ? shortDay(lastDayOf(publicityUntil)) : '';
  if (status === 'REVERSED') {
    return { word: '已冲正', tone: 'neutral', sentence: '这份资料后来整份收回了，不再计入。有疑问，请打电话给社区。' };
  }
  if (isHeld && status === 'PUBLICITY') {
    return { word: '核实中', tone: 'warn', sentence: '有人提了异议，正在核实；核实清楚以前不入账，结果会通知您。' };
  }
  if (isHeld) {
    return { word: '没有入账', tone: 'bad', sentence: '有异议，没有入账；异议不成立的会补记，结果会通知您。' };
  }
  if (status === 'PUBLICITY') {
    return { word: '公示中', tone: 'in', sentence: `公示到 ${until}，没有异议就入账。不对的，请在这以前提异议。` };
  }
  if (status === 'POSTED') {
    const on = publicityUntil ? `${shortDay(dayOf(publicityUntil))}` : '';
    return { word: '已入账', tone: 'ok', sentence: `${on}起计入您的时长。以后发现不对，请打电话给社区。` };
  }
  return { word: '等审批', tone: 'warn', sentence: '社区还在核对，同意以后公示。' };
}

/** Words to begin with. */
export const examples = ['时长不对，应该是……', '这一次没有参加。', '日期不对，应该是……'];
