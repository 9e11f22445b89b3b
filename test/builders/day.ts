import { type LocalDay, parseLocalDay } from '../../src/kernel/local-day';

/** A LocalDay from a literal; a slip in a test fails at once. */
export function day(text: string): LocalDay {
  const parsed = parseLocalDay(text);
  if (!parsed) throw new Error(`not a day: ${text}`);
  return parsed;
}
