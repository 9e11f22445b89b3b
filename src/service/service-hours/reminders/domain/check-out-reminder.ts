export type CheckOutReminder = 'CHECK_OUT_SOON' | 'CHECK_OUT_MISSED';

export interface ReminderTimes {
  /** Planned or extended end of the shift. */
  readonly endMs: number;
  /** So long before the end people are reminded. */
  readonly reminderMinutes: number;
  /** So long after the end a check-out is still taken. */
  readonly latePunchMinutes: number;
}

const MS_PER_MINUTE = 60_000;

/**
 * What to tell somebody who has checked in and not out: shortly before the end to remember it, after the end that it is
 * missing, as long as it can still be made up by a punch. Otherwise null.
 */
export function checkOutReminder(nowMs: number, times: ReminderTimes): CheckOutReminder | null {
  if (nowMs < times.endMs - times.reminderMinutes * MS_PER_MINUTE) return null;
  if (nowMs < times.endMs) return 'CHECK_OUT_SOON';
  return nowMs < times.endMs + times.latePunchMinutes * MS_PER_MINUTE ? 'CHECK_OUT_MISSED' : null;
}
