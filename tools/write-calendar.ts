/**
 * Writes config/calendar/<year>.json: the days on which China's working calendar differs from the plain week (public
 * holidays on weekdays and the weekend days that are worked instead). Run by `npm run calendar:write`; the result is
 * committed, so that the application needs neither this script nor its package.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import chineseDays from 'chinese-days';

const FIRST_YEAR = 2024;
const LAST_YEAR = 2026;

interface CalendarException {
  readonly day: string;
  readonly isWorking: boolean;
  readonly label: string;
}

function exceptionsOf(year: number): readonly CalendarException[] {
  const exceptions: CalendarException[] = [];
  for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += 86_400_000) {
    const date = new Date(ms);
    const day = date.toISOString().slice(0, 10);
    const isWeekday = date.getUTCDay() % 6 !== 0;
    const isWorking = chineseDays.isWorkday(day);
    if (isWorking === isWeekday) continue;
    // The package answers "English name,中文名,days"; a plain weekday's name never reaches this line.
    const label = chineseDays.getDayDetail(day).name.split(',')[1] ?? '';
    exceptions.push({ day, isWorking, label: isWorking ? `${label}调休上班` : label });
  }
  return exceptions;
}

for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
  const table = { year, source: 'chinese-days 1.5.7', exceptions: exceptionsOf(year) };
  writeFileSync(join('config', 'calendar', `${String(year)}.json`), `${JSON.stringify(table, null, 2)}\n`);
}
