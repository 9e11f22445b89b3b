import { type LocalDay, parseLocalDay } from '../../../kernel/local-day';

/** A row of the spreadsheet as it was read: trimmed texts, '' where nothing stands. */
export interface OpeningRowText {
  /** As the person sees it in the spreadsheet. */
  readonly rowNumber: number;
  readonly volunteerNo: string;
  readonly name: string;
  readonly hours: string;
  readonly servedOn: string;
  readonly kind: string;
  readonly grade: string;
  /** Whether the spreadsheet has cut digits off a long number. */
  readonly isMangled: boolean;
}

/** What is known about the volunteer behind a number. */
export interface KnownVolunteer {
  readonly id: string;
  readonly name: string | null;
  readonly isActive: boolean;
  /** Whether the importer may write for this volunteer. */
  readonly isInScope: boolean;
}

export type OpeningProblem =
  | 'NUMBER_MANGLED'
  | 'VOLUNTEER_UNKNOWN'
  | 'NAME_DIFFERS'
  | 'SCOPE_FOREIGN'
  | 'VOLUNTEER_NOT_ACTIVE'
  | 'HOURS_INVALID'
  | 'DATE_INVALID'
  | 'DATE_OUTSIDE'
  | 'KIND_UNKNOWN'
  | 'GRADE_UNKNOWN'
  | 'ROW_TWICE';

export interface OpeningError {
  readonly rowNumber: number;
  readonly column: string;
  readonly problem: OpeningProblem;
}

/** Old hours have no punches, so the best grade is paper (C); then proof by an administrator (D), the own word (E). */
export type OpeningGrade = 'C' | 'D' | 'E';

export interface PlannedOpening {
  readonly rowNumber: number;
  readonly volunteerId: string;
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly minutes: number;
  readonly grade: OpeningGrade;
  readonly servedOn: LocalDay;
}

export interface OpeningPlan {
  readonly rows: readonly PlannedOpening[];
  /** In the order of the rows; with one of them nothing may be submitted. Each row has at most one, its first. */
  readonly errors: readonly OpeningError[];
}

const kinds: ReadonlyMap<string, PlannedOpening['kind']> = new Map([
  ['', 'SERVICE'],
  ['服务', 'SERVICE'],
  ['培训', 'TRAINING'],
]);
const grades: ReadonlyMap<string, OpeningGrade> = new Map([
  ['', 'D'],
  ['C', 'C'],
  ['D', 'D'],
  ['E', 'E'],
]);
const MAX_HOURS = 10_000;

/** Decides what a spreadsheet of old hours would open, row by row. */
export function planOpening(
  rows: readonly OpeningRowText[],
  known: ReadonlyMap<string, KnownVolunteer>,
  period: { readonly from: LocalDay; readonly to: LocalDay },
): OpeningPlan {
  const seen = new Set<string>();
  const planned: PlannedOpening[] = [];
  const errors: OpeningError[] = [];
  for (const row of rows) {
    const read = planRow(row, known, period);
    if ('problem' in read) {
      errors.push(read);
      continue;
    }
    const same = [read.volunteerId, read.servedOn, read.kind, read.minutes].join('/');
    if (seen.has(same)) errors.push({ rowNumber: row.rowNumber, column: '志愿者编号', problem: 'ROW_TWICE' });
    else planned.push(read);
    seen.add(same);
  }
  return { rows: planned, errors };
}

function planRow(
  row: OpeningRowText,
  known: ReadonlyMap<string, KnownVolunteer>,
  period: { readonly from: LocalDay; readonly to: LocalDay },
): PlannedOpening | OpeningError {
  const refuse = (column: string, problem: OpeningProblem): OpeningError => ({
    rowNumber: row.rowNumber,
    column,
    problem,
  });
  if (row.isMangled) return refuse('志愿者编号', 'NUMBER_MANGLED');
  const volunteer = known.get(row.volunteerNo);
  if (!volunteer) return refuse('志愿者编号', 'VOLUNTEER_UNKNOWN');
  if (!volunteer.isInScope) return refuse('志愿者编号', 'SCOPE_FOREIGN');
  if (volunteer.name !== row.name) return refuse('姓名', 'NAME_DIFFERS');
  if (!volunteer.isActive) return refuse('志愿者编号', 'VOLUNTEER_NOT_ACTIVE');
  const minutes = minutesOf(row.hours);
  if (minutes === null) return refuse('时长', 'HOURS_INVALID');
  const servedOn = parseLocalDay(row.servedOn);
  if (!servedOn) return refuse('日期', 'DATE_INVALID');
  if (servedOn < period.from || servedOn > period.to) return refuse('日期', 'DATE_OUTSIDE');
  const kind = kinds.get(row.kind);
  if (!kind) return refuse('类别', 'KIND_UNKNOWN');
  const grade = grades.get(row.grade.toUpperCase());
  if (!grade) return refuse('等级', 'GRADE_UNKNOWN');
  return { rowNumber: row.rowNumber, volunteerId: volunteer.id, kind, minutes, grade, servedOn };
}

/** Whole minutes of a number of hours with at most two decimals, or null; 1.33 hours are no whole number of minutes. */
function minutesOf(hours: string): number | null {
  const match = /^(\d{1,5})(?:\.(\d{1,2}))?$/.exec(hours);
  if (!match) return null;
  const hundredths = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  const minutes = (hundredths * 3) / 5;
  return Number.isInteger(minutes) && minutes > 0 && hundredths <= MAX_HOURS * 100 ? minutes : null;
}
