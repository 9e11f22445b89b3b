import type { Interval } from './interval';

/** A calendar day in China, `YYYY-MM-DD`. China keeps UTC+08:00 all year, so a day is always 24 hours. */
export type LocalDay = string & { readonly __localDay: unique symbol };
/** A calendar month in China, `YYYY-MM`. */
export type LocalMonth = string & { readonly __localMonth: unique symbol };

const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** The local day an instant falls on. */
export function localDayOf(epochMs: number): LocalDay {
  return new Date(epochMs + OFFSET_MS).toISOString().slice(0, 10) as LocalDay;
}

/** The local month an instant falls in. */
export function localMonthOf(epochMs: number): LocalMonth {
  return localDayOf(epochMs).slice(0, 7) as LocalMonth;
}

/** `text` as a LocalDay, or null where it is not a real calendar day. */
export function parseLocalDay(text: string): LocalDay | null {
  if (!PATTERN.test(text)) return null;
  const epochMs = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(epochMs) || new Date(epochMs).toISOString().slice(0, 10) !== text ? null : (text as LocalDay);
}

/** The instant the day begins: local midnight, in epoch milliseconds. */
export function startOfDayMs(day: LocalDay): number {
  return Date.parse(`${day}T00:00:00Z`) - OFFSET_MS;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: LocalDay, count: number): LocalDay {
  return localDayOf(startOfDayMs(day) + count * DAY_MS);
}

/** `12 月 5 日`: as notices and texts say a day. */
export function monthAndDay(day: LocalDay): string {
  return `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8, 10))} 日`;
}

/** Days of the week as in ISO 8601: Monday is 1, Sunday is 7. */
export function weekdayOf(day: LocalDay): number {
  const sundayBased = new Date(`${day}T00:00:00Z`).getUTCDay();
  return sundayBased === 0 ? 7 : sundayBased;
}

/** The parts of `span` by local day, in order; a span over midnight has a part on each side of it. */
export function splitByLocalDay(span: Interval): readonly { readonly day: LocalDay; readonly interval: Interval }[] {
  const parts: { day: LocalDay; interval: Interval }[] = [];
  let startMs = span.startMs;
  while (startMs < span.endMs) {
    const day = localDayOf(startMs);
    const endMs = Math.min(span.endMs, startOfDayMs(addDays(day, 1)));
    parts.push({ day, interval: { startMs, endMs } });
    startMs = endMs;
  }
  return parts;
}

/** Minutes since local midnight, 0–1439. Seconds are dropped. */
export function minuteOfDay(epochMs: number): number {
  return Math.floor((epochMs + OFFSET_MS) / 60_000) % (DAY_MS / 60_000);
}
