import { type LocalDay, parseLocalDay } from '../../../kernel/local-day';

/** A row of the spreadsheet as it was read: trimmed texts, '' where nothing stands. */
export interface OpeningRowText {
  /** As the person sees it in the spreadsheet. */
  readonly rowNumber: number;
  readonly volunteerNo: string;
  readonly name: string;
  readonly hours: string;
  readonly servedOn: string;
  /** The last day of a span; '' where it is one day. */
  readonly servedTo: string;
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
  | 'HOURS_TOO_MANY'
  | 'DAYS_FULL'
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
  /** The last day of the span; the same day where it is one. */
  readonly servedTo: LocalDay;
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
const MS_PER_DAY = 86_400_000;

/** What a file has to fit into. */
export interface OpeningFrame {
  readonly from: LocalDay;
  readonly to: LocalDay;
  /** How many minutes a day of a span may hold. */
  readonly dayMinutes: number;
}

/** A stretch of days that would hold more of one person than it has. */
export interface OverfullDays {
  readonly volunteerId: string;
  readonly from: LocalDay;
  readonly to: LocalDay;
}

/** Decides what a spreadsheet of old hours would open, row by row. */
export function planOpening(
  rows: readonly OpeningRowText[],
  known: ReadonlyMap<string, KnownVolunteer>,
  frame: OpeningFrame,
): OpeningPlan {
  const seen = new Set<string>();
  const planned: PlannedOpening[] = [];
  const errors: OpeningError[] = [];
  for (const row of rows) {
    const read = planRow(row, known, frame);
    if ('problem' in read) {
      errors.push(read);
      continue;
    }
    const same = [read.volunteerId, read.servedOn, read.servedTo, read.kind, read.minutes].join('/');
    if (seen.has(same)) errors.push({ rowNumber: row.rowNumber, column: '志愿者编号', problem: 'ROW_TWICE' });
    else planned.push(read);
    seen.add(same);
  }
  return { rows: planned, errors };
}

/** The plan with every line named that is part of what does not fit into its days; the lines alone may each be right. */
export function withOverfull(plan: OpeningPlan, overfull: readonly OverfullDays[]): OpeningPlan {
  const stretches = new Map(overfull.map((days) => [days.volunteerId, days]));
  const isOver = ({ volunteerId, servedOn, servedTo }: PlannedOpening): boolean => {
    const days = stretches.get(volunteerId);
    return days !== undefined && servedOn >= days.from && servedTo <= days.to;
  };
  const over = plan.rows
    .filter(isOver)
    .map(({ rowNumber }) => ({ rowNumber, column: '时长', problem: 'DAYS_FULL' as const }));
  return {
    rows: plan.rows.filter((row) => !isOver(row)),
    errors: [...plan.errors, ...over].sort((a, b) => a.rowNumber - b.rowNumber),
  };
}

function planRow(
  row: OpeningRowText,
  known: ReadonlyMap<string, KnownVolunteer>,
  frame: OpeningFrame,
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
  const servedTo = row.servedTo === '' ? servedOn : parseLocalDay(row.servedTo);
  if (!servedTo || servedTo < servedOn) return refuse('结束日期', 'DATE_INVALID');
  if (servedOn < frame.from || servedOn > frame.to) return refuse('日期', 'DATE_OUTSIDE');
  if (servedTo > frame.to) return refuse('结束日期', 'DATE_OUTSIDE');
  if (minutes > frame.dayMinutes * daysOf(servedOn, servedTo)) return refuse('时长', 'HOURS_TOO_MANY');
  const kind = kinds.get(row.kind);
  if (!kind) return refuse('类别', 'KIND_UNKNOWN');
  const grade = grades.get(row.grade.toUpperCase());
  if (!grade) return refuse('等级', 'GRADE_UNKNOWN');
  return { rowNumber: row.rowNumber, volunteerId: volunteer.id, kind, minutes, grade, servedOn, servedTo };
}

function daysOf(from: LocalDay, to: LocalDay): number {
  return (Date.parse(to) - Date.parse(from)) / MS_PER_DAY + 1;
}

/** Whole minutes of a number of hours with at most two decimals, or null; 1.33 hours are no whole number of minutes. */
function minutesOf(hours: string): number | null {
  const match = /^(\d{1,5})(?:\.(\d{1,2}))?$/.exec(hours);
  if (!match) return null;
  const hundredths = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  const minutes = (hundredths * 3) / 5;
  return Number.isInteger(minutes) && minutes > 0 && hundredths <= MAX_HOURS * 100 ? minutes : null;
}
