import { addDays, type LocalDay, parseLocalDay } from '../../../kernel/local-day';
import { type CellProblem, type FormField, hasLength, type ImportRow, readYesNo } from './import-row';
import type { RowProblem } from './row-sentences';

/** Heads as forms write them → code and the kind of division each heads. */
export const headRoleLabels: Readonly<Record<string, { readonly role: string; readonly kind: string }>> = {
  网格长: { role: 'GRID_HEAD', kind: 'GRID' },
  楼栋长: { role: 'BUILDING_HEAD', kind: 'BUILDING' },
  单元长: { role: 'UNIT_HEAD', kind: 'UNIT' },
};

export const appointmentFields = [
  {
    key: 'name',
    header: '姓名',
    aliases: ['名字'],
    required: true,
    widthChars: 14,
    example: '示例·赵桂兰',
    hint: '与登记的姓名一致,用来防止填错编号。',
  },
  {
    key: 'volunteerNo',
    header: '志愿者编号',
    aliases: ['编号'],
    required: false,
    widthChars: 16,
    example: 'V0000000018',
    hint: '志愿者编号和身份证号至少填一项。',
  },
  {
    key: 'idNumber',
    header: '身份证号',
    aliases: ['身份证号码', '身份证', '证件号码', '证件号', '公民身份号码'],
    required: false,
    widthChars: 24,
    example: '',
    hint: '18 位,单元格须为文本格式。',
  },
  {
    key: 'role',
    header: '职务',
    aliases: ['三长类别'],
    required: true,
    widthChars: 12,
    choices: Object.keys(headRoleLabels),
    example: '楼栋长',
    hint: '从下拉列表选择。',
  },
  {
    key: 'divisionCode',
    header: '区划代码',
    aliases: ['任职区划', '任职区划代码'],
    required: true,
    widthChars: 18,
    example: 'LS-FZ-01-01-1',
    hint: '网格长填网格,楼栋长填楼栋,单元长填单元,见“区划代码”一页。',
  },
  {
    key: 'firstDay',
    header: '任期开始',
    aliases: ['任职开始', '任职日期', '任期开始日期'],
    required: true,
    widthChars: 14,
    example: '2026-01-01',
    hint: '写成 2026-01-31 这样。',
  },
  {
    key: 'lastDay',
    header: '任期最后一天',
    aliases: ['任期截止', '任期结束'],
    required: false,
    widthChars: 14,
    example: '',
    hint: '在任的最后一天;长期任职不填。',
  },
  {
    key: 'isPaid',
    header: '是否受薪',
    aliases: ['受薪'],
    required: true,
    widthChars: 10,
    choices: ['是', '否'],
    example: '否',
    hint: '受薪人员的职务时间不计服务时长。',
  },
  {
    key: 'source',
    header: '任职依据',
    aliases: ['依据'],
    required: true,
    widthChars: 30,
    example: '社区居民会议决议',
    hint: '最多 200 个字。',
  },
] as const satisfies readonly FormField[];

type AppointmentColumn = (typeof appointmentFields)[number]['key'];

/** What has been found out about the person and the place of a row. */
export interface AppointmentFacts {
  readonly idProblem: string | null;
  readonly volunteer: { readonly name: string | null; readonly isActive: boolean } | null;
  readonly division: { readonly kind: string; readonly isClosed: boolean } | null;
}

export interface AppointmentTerm {
  readonly validFrom: LocalDay;
  /** The first day without the office, or null. */
  readonly validTo: LocalDay | null;
}

/** The term of a row, or null where its days are wrong. */
export function termOf(row: ImportRow): AppointmentTerm | null {
  const validFrom = parseLocalDay(row.cells['firstDay'] ?? '');
  const lastText = row.cells['lastDay'] ?? '';
  const lastDay = lastText === '' ? null : parseLocalDay(lastText);
  if (!validFrom || (lastText !== '' && !lastDay) || (lastDay && lastDay < validFrom)) return null;
  return { validFrom, validTo: lastDay && addDays(lastDay, 1) };
}

/** Whether two terms share a day. */
export function overlaps(a: AppointmentTerm, b: AppointmentTerm): boolean {
  return (a.validTo === null || a.validTo > b.validFrom) && (b.validTo === null || b.validTo > a.validFrom);
}

/** All that is wrong with a row by itself, at most one problem per cell. */
export function appointmentRowProblems(row: ImportRow, facts: AppointmentFacts): readonly CellProblem[] {
  const text = (column: AppointmentColumn): string => row.cells[column] ?? '';
  const problems: CellProblem[] = [];
  const refuse = (column: AppointmentColumn, problem: RowProblem): void => void problems.push({ column, problem });
  const numberColumn = text('volunteerNo') === '' && text('idNumber') !== '' ? 'idNumber' : 'volunteerNo';
  if (text('name') === '') refuse('name', 'NAME_EMPTY');
  else if (facts.volunteer && facts.volunteer.name !== text('name')) refuse('name', 'NAME_DIFFERS');
  if (row.mangled.includes('idNumber')) {
    problems.push({ column: 'idNumber', problem: 'ID_NUMBER_MANGLED_BY_SPREADSHEET' });
  } else if (facts.idProblem !== null) problems.push({ column: 'idNumber', problem: facts.idProblem });
  else if (text('volunteerNo') === '' && text('idNumber') === '') refuse('volunteerNo', 'VOLUNTEER_NUMBER_EMPTY');
  else if (!facts.volunteer) refuse(numberColumn, 'VOLUNTEER_NUMBER_UNKNOWN');
  else if (!facts.volunteer.isActive) refuse(numberColumn, 'VOLUNTEER_NOT_IN_USE');
  const role = headRoleLabels[text('role')];
  if (!role) refuse('role', 'ROLE_UNKNOWN');
  if (text('divisionCode') === '') refuse('divisionCode', 'DIVISION_EMPTY');
  else if (!facts.division) refuse('divisionCode', 'DIVISION_NOT_FOUND');
  else if (facts.division.isClosed) refuse('divisionCode', 'DIVISION_NOT_IN_USE');
  else if (role && role.kind !== facts.division.kind) refuse('divisionCode', 'ROLE_DIVISION_WRONG');
  if (!parseLocalDay(text('firstDay'))) refuse('firstDay', 'DAY_WRONG');
  if (text('lastDay') !== '' && !parseLocalDay(text('lastDay'))) refuse('lastDay', 'DAY_WRONG');
  else if (parseLocalDay(text('firstDay')) && !termOf(row)) refuse('lastDay', 'TERM_WRONG');
  if (readYesNo(text('isPaid')) === null) refuse('isPaid', 'PAID_UNKNOWN');
  if (text('source') === '') refuse('source', 'SOURCE_EMPTY');
  else if (!hasLength(text('source'), 1, 200)) refuse('source', 'TEXT_TOO_LONG');
  return problems;
}
