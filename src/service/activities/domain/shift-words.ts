import { localDayOf, minuteOfDay, monthAndDay } from '../../../kernel/local-day';

interface Times {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const clock = (at: Date): string => {
  const minute = minuteOfDay(at.getTime());
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
};

/** `12 月 5 日 09:00–11:00 的场次`; of several the first and their number. @param shifts by their start, at least one */
export function whenWords(shifts: readonly Times[]): string {
  const [first] = shifts;
  if (!first) return '';
  const time = `${monthAndDay(localDayOf(first.startsAt.getTime()))} ${clock(first.startsAt)}–${clock(first.endsAt)}`;
  return shifts.length === 1 ? `${time} 的场次` : `${time} 起的 ${String(shifts.length)} 场`;
}
