import { z } from 'zod';
import { type LocalDay, parseLocalDay } from '../../../kernel/local-day';
import { localDaySchema } from '../../../kernel/local-day-schema';

/** The days of a year that differ from the plain week (and those somebody named although they do not). */
export interface CalendarYear {
  readonly year: number;
  /** Where the days were announced. */
  readonly source: string;
  readonly exceptions: readonly { readonly day: LocalDay; readonly isWorking: boolean; readonly label: string }[];
}

export interface CalendarProblem {
  /** Row of the sheet, or position in the list, counted from 1; 0 for the file as a whole. */
  readonly rowNumber: number;
  readonly problem: 'DAY_INVALID' | 'WORKING_INVALID' | 'DAY_TWICE' | 'YEARS_MIXED' | 'EMPTY' | 'SHAPE';
}

export type CalendarReading =
  | { readonly isValid: true; readonly table: CalendarYear }
  | { readonly isValid: false; readonly problems: readonly CalendarProblem[] };

const fileSchema = z.strictObject({
  year: z.int().min(2000).max(2100),
  source: z.string().trim().min(1).max(200),
  exceptions: z
    .array(z.strictObject({ day: localDaySchema, isWorking: z.boolean(), label: z.string().max(60) }))
    .min(1)
    .max(400),
});

/** Reads the JSON form, the one of config/calendar. */
export function readCalendarJson(text: string): CalendarReading {
  const parsed = fileSchema.safeParse(jsonOf(text));
  if (!parsed.success) return refused([{ rowNumber: 0, problem: 'SHAPE' }]);
  const { year, exceptions } = parsed.data;
  const problems = problemsOf(exceptions.map(({ day }, index) => ({ rowNumber: index + 1, day })));
  const isForeign = exceptions.some(({ day }) => Number(day.slice(0, 4)) !== year);
  if (isForeign) problems.push({ rowNumber: 0, problem: 'YEARS_MIXED' });
  return problems.length > 0 ? refused(problems) : { isValid: true, table: parsed.data };
}

export interface CalendarSheetRow {
  readonly rowNumber: number;
  readonly day: string;
  /** 上班 or 休息. */
  readonly working: string;
  readonly label: string;
}

const WORKING: Readonly<Record<string, boolean>> = {
  上班: true,
  班: true,
  是: true,
  休息: false,
  休: false,
  否: false,
};

/** Reads the rows of a sheet; all of them have to be of one year. */
export function readCalendarRows(rows: readonly CalendarSheetRow[], source: string): CalendarReading {
  const problems: CalendarProblem[] = [];
  const exceptions: CalendarYear['exceptions'][number][] = [];
  for (const { rowNumber, day: text, working, label } of rows) {
    const day = parseLocalDay(text);
    const isWorking = WORKING[working];
    if (day === null) problems.push({ rowNumber, problem: 'DAY_INVALID' });
    if (isWorking === undefined) problems.push({ rowNumber, problem: 'WORKING_INVALID' });
    if (day !== null && isWorking !== undefined) exceptions.push({ day, isWorking, label });
  }
  const days = rows.flatMap(({ rowNumber, day: text }) => {
    const day = parseLocalDay(text);
    return day === null ? [] : [{ rowNumber, day }];
  });
  problems.push(...problemsOf(days));
  const years = new Set(exceptions.map(({ day }) => Number(day.slice(0, 4))));
  if (years.size > 1) problems.push({ rowNumber: 0, problem: 'YEARS_MIXED' });
  const [year] = years;
  if (year === undefined && problems.length === 0) problems.push({ rowNumber: 0, problem: 'EMPTY' });
  if (problems.length > 0 || year === undefined) return refused(problems);
  return { isValid: true, table: { year, source, exceptions } };
}

function problemsOf(days: readonly { readonly rowNumber: number; readonly day: LocalDay }[]): CalendarProblem[] {
  const seen = new Set<LocalDay>();
  return days.flatMap(({ rowNumber, day }) => {
    if (seen.has(day)) return [{ rowNumber, problem: 'DAY_TWICE' as const }];
    seen.add(day);
    return [];
  });
}

function refused(problems: readonly CalendarProblem[]): CalendarReading {
  return { isValid: false, problems };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
