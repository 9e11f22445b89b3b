import { localDayOf, minuteOfDay } from '../../../../kernel/local-day';

/** The time of day in China, `09:05`. */
export function localClock(epochMs: number): string {
  const minutes = minuteOfDay(epochMs);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Day and time of day in China, as people say them: `12月2日 24:00` for the midnight that ends 2 December. */
export function untilText(epochMs: number): string {
  const isMidnight = minuteOfDay(epochMs) === 0;
  const [, month = '', day = ''] = localDayOf(isMidnight ? epochMs - 1 : epochMs).split('-');
  return `${String(Number(month))}月${String(Number(day))}日 ${isMidnight ? '24:00' : localClock(epochMs)}`;
}
