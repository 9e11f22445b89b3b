import { monthAndDay } from '../../../kernel/local-day';
import type { LoadWarning } from './signup-load';

/** What a person is told before a sign-up that is much: how much it would be, and what is advised. */
export function loadSentence({ kind, minutes, limitMinutes, day }: LoadWarning): string {
  const [is, advised] = [hours(minutes), hours(limitMinutes)];
  switch (kind) {
    case 'REST':
      return `${monthAndDay(day)}开始的那一场与前一场之间只有 ${is}，不到 ${advised}，请留出休息的时间。`;
    case 'DAY':
      return `报上这一场，${monthAndDay(day)}一天共 ${is}，超过建议的 ${advised}，请量力而行。`;
    case 'WEEK':
      return `报上这一场，${monthAndDay(day)}开始的这一周共 ${is}，超过建议的 ${advised}，请量力而行。`;
  }
}

function hours(minutes: number): string {
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (whole === 0) return `${rest} 分钟`;
  return rest === 0 ? `${whole} 小时` : `${whole} 小时 ${rest} 分钟`;
}
