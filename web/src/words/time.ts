/** Days and hours as people say them. Everything is said in Beijing time, whatever the phone thinks. */
const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** A day as the service writes it: 2026-12-04. */
export type Day = string;

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: string;
}

function partsOf(day: Day): Parts {
  const date = new Date(`${day}T00:00:00Z`);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: WEEKDAYS[date.getUTCDay()] ?? '',
  };
}

export function dayOf(instant: string | Date): Day {
  return new Date(new Date(instant).getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

export function today(): Day {
  return dayOf(new Date());
}

export function addDays(day: Day, days: number): Day {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** The Monday of the week a day lies in. */
export function mondayOf(day: Day): Day {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** 08:52 */
export function clock(instant: string): string {
  return new Date(new Date(instant).getTime() + OFFSET_MS).toISOString().slice(11, 16);
}

/** 09:00–11:00; over midnight 22:00–次日 01:00. */
export function span(from: string, to: string): string {
  return `${clock(from)}–${dayOf(from) === dayOf(to) ? '' : '次日 '}${clock(to)}`;
}

/** 周六 */
export function weekday(day: Day): string {
  return day === today() ? '今天' : `周${partsOf(day).weekday}`;
}

/** 12 月 4 日，星期五; with the year where it is another one. */
export function longDay(day: Day): string {
  const { year, month, day: date, weekday: name } = partsOf(day);
  return `${year === partsOf(today()).year ? '' : `${year} 年 `}${month} 月 ${date} 日，星期${name}`;
}

/** 12 月 4 日; with the year where it is another one. */
export function shortDay(day: Day): string {
  const { year, month, day: date } = partsOf(day);
  return `${year === partsOf(today()).year ? '' : `${year} 年 `}${month} 月 ${date} 日`;
}

/** 今天, 明天, 昨天 or 12 月 4 日. */
export function nearDay(day: Day): string {
  if (day === today()) return '今天';
  if (day === addDays(today(), 1)) return '明天';
  if (day === addDays(today(), -1)) return '昨天';
  return shortDay(day);
}

/** 今天 08:52 */
export function moment(instant: string): string {
  return `${nearDay(dayOf(instant))} ${clock(instant)}`;
}

/** 2026 年 12 月 */
export function monthName(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${year} 年 ${Number(number)} 月`;
}

/** 45 分钟, 2 小时, 1 小时 50 分. */
export function minutes(count: number): string {
  const sign = count < 0 ? '−' : '';
  const all = Math.abs(count);
  const hours = Math.floor(all / 60);
  const rest = all % 60;
  if (hours === 0) return `${sign}${rest} 分钟`;
  return `${sign}${hours} 小时${rest === 0 ? '' : ` ${rest} 分`}`;
}

/** Points of the service are tenths: 125 is 12.5 分. */
export function points(tenths: number): string {
  const all = Math.abs(tenths);
  return `${tenths < 0 ? '−' : ''}${Math.floor(all / 10)}${all % 10 === 0 ? '' : `.${all % 10}`}`;
}

/** With the sign in front, as entries are shown: +3, −1.5. */
export function signedPoints(tenths: number): string {
  return `${tenths > 0 ? '+' : ''}${points(tenths)}`;
}
