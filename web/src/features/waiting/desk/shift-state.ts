import type { components } from '../../../api/schema';
import type { Tone } from '../../../words/record';
import { dayOf, today } from '../../../words/time';

type Shift = Pick<
  components['schemas']['KeptShiftResponse'],
  'startsAt' | 'endsAt' | 'status' | 'capacity' | 'signedUpCount'
>;

/** Check-in opens this long before a shift begins. */
const EARLY_MS = 30 * 60_000;

/** What a shift needs now, in one word and its colour. */
export function shiftState(shift: Shift, now: number): { readonly word: string; readonly tone: Tone } {
  const begin = Date.parse(shift.startsAt);
  if (shift.status === 'CLOSED') return { word: '已结束', tone: 'ok' };
  if (dayOf(shift.startsAt) !== today()) {
    const free = shift.capacity - shift.signedUpCount;
    return free > 0 ? { word: `还差 ${free} 人`, tone: 'neutral' } : { word: '报满', tone: 'neutral' };
  }
  if (now > Date.parse(shift.endsAt)) return { word: '时间到了，还没结束', tone: 'warn' };
  if (now >= begin - EARLY_MS) return { word: '正在签到', tone: 'in' };
  return { word: new Date(begin + 8 * 3_600_000).getUTCHours() < 12 ? '上午' : '下午', tone: 'neutral' };
}
