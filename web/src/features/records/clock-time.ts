import type { Day } from '../../words/time';

/** The instant of a time of day in Beijing, or null where it is none. @param time `11:05` */
export function atClock(day: Day, time: string): string | null {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null;
  return new Date(`${day}T${time}:00+08:00`).toISOString();
}

/** A check-out before the check-in was after midnight. */
export function afterClock(day: Day, time: string, from: string): string | null {
  const at = atClock(day, time);
  if (at === null) return null;
  return Date.parse(at) > Date.parse(from) ? at : new Date(Date.parse(at) + 86_400_000).toISOString();
}
