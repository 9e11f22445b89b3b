import type { Tone } from '../../../words/record';

interface Shift {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: 'SCHEDULED' | 'CLOSED' | 'CANCELLED';
  readonly capacity: number;
  readonly signedUpCount: number;
  readonly waitingCount: number;
}

/** Check-in opens this long before a shift begins. */
const EARLY_MS = 30 * 60_000;

/** Where a shift stands: called off, over, forgotten, going on, or how full it is. */
export function stateOf(shift: Shift, now = Date.now()): { readonly word: string; readonly tone: Tone } {
  if (shift.status === 'CANCELLED') return { word: '取消了', tone: 'bad' };
  if (shift.status === 'CLOSED') return { word: '已结束', tone: 'ok' };
  if (now > Date.parse(shift.endsAt)) return { word: '时间到了，还没结束', tone: 'warn' };
  if (now >= Date.parse(shift.startsAt) - EARLY_MS) return { word: '正在签到', tone: 'in' };
  const free = shift.capacity - shift.signedUpCount;
  if (free > 0) return { word: `还差 ${free} 人`, tone: 'neutral' };
  return { word: shift.waitingCount > 0 ? `报满，候补 ${shift.waitingCount}` : '报满', tone: 'neutral' };
}
