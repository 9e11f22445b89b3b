import { z } from 'zod';
import { parseLocalDay, type LocalDay } from './local-day';

/** Reads `YYYY-MM-DD` from data (policies, imports) as a LocalDay. */
export const localDaySchema = z.string().transform((text, context): LocalDay => {
  const day = parseLocalDay(text);
  if (day === null) {
    context.addIssue({ code: 'custom', message: 'not a calendar day (YYYY-MM-DD)' });
    return z.NEVER;
  }
  return day;
});
