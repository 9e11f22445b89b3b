import { type CellProblem, type Duplicate, type FormField, hasLength, type ImportRow } from './import-row';
import type { RowProblem } from './row-sentences';

/** Political status as forms write it → code. */
export const politicalStatusLabels: Readonly<Record<string, string>> = {
  群众: 'MASSES',
  共青团员: 'LEAGUE_MEMBER',
  中共预备党员: 'PROBATIONARY_PARTY_MEMBER',
  中共党员: 'PARTY_MEMBER',
  民主党派成员: 'DEMOCRATIC_PARTY_MEMBER',
  无党派人士: 'NON_PARTY',
};

export const volunteerFields = [
  {
    key: 'name',
    header: '姓名',
    aliases: ['名字', '志愿者姓名'],
    required: true,
    widthChars: 14,
    example: '示例·赵桂兰',
    hint: '与身份证一致,最多 40 个字。',
  },
  {
    key: 'idNumber',
    header: '身份证号',
    aliases: ['身份证号码', '身份证', '证件号码', '证件号', '公民身份号码'],
    required: true,
    widthChars: 24,
    example: '11010519491231002X',
    hint: '18 位,单元格须为文本格式;末位可为 X。',
  },
  {
    key: 'phone',
    header: '手机号',
    aliases: ['手机', '手机号码', '电话', '联系电话', '联系方式'],
    required: false,
    widthChars: 16,
    example: '13800005678',
    hint: '11 位大陆手机号;没有手机可不填。',
  },
  {
    key: 'divisionCode',
    header: '区划代码',
    aliases: ['所属区划', '所属区划代码', '楼栋代码', '网格代码', '社区代码'],
    required: true,
    widthChars: 18,
    example: 'LS-FZ-01',
    hint: '见“区划代码”一页,可填社区、网格、楼栋或单元。',
  },
  {
    key: 'consentVersion',
    header: '同意书版本',
    aliases: ['登记同意书版本', '本人同意书版本'],
    required: true,
    widthChars: 14,
    example: '2026-1',
    hint: '本人已签署的登记同意书的版本;没有签署的不能导入。',
  },
  {
    key: 'guardianVersion',
    header: '监护人同意书版本',
    aliases: ['监护人同意'],
    required: false,
    widthChars: 18,
    example: '',
    hint: '未满 14 周岁（满 14 周岁的当年也算）必填：监护人已签署的同意书的版本。',
  },
  {
    key: 'politicalStatus',
    header: '政治面貌',
    aliases: [],
    required: false,
    widthChars: 14,
    choices: Object.keys(politicalStatusLabels),
    example: '群众',
    hint: '从下拉列表选择,可不填。',
  },
  {
    key: 'occupation',
    header: '职业',
    aliases: [],
    required: false,
    widthChars: 14,
    example: '退休教师',
    hint: '最多 40 个字,可不填。',
  },
  {
    key: 'skills',
    header: '特长',
    aliases: ['技能', '服务特长'],
    required: false,
    widthChars: 20,
    example: '急救、手语',
    hint: '用顿号隔开,最多 20 项,可不填。',
  },
] as const satisfies readonly FormField[];

type VolunteerColumn = (typeof volunteerFields)[number]['key'];

/** What has been found out about the person of a row. */
export interface IdentityFacts {
  readonly idProblem: string | null;
  readonly isPhoneWrong: boolean;
  readonly needsGuardian: boolean;
}

/** The division a code stands for: usable, closed, or not to be found inside the import's own. */
export type DivisionState = 'IN_USE' | 'CLOSED' | 'NOT_FOUND';

/** All that is wrong with a row, at most one problem per cell. */
export function volunteerRowProblems(
  row: ImportRow,
  identity: IdentityFacts,
  division: DivisionState,
): readonly CellProblem[] {
  const text = (column: VolunteerColumn): string => row.cells[column] ?? '';
  const problems: CellProblem[] = [];
  const refuse = (column: VolunteerColumn, problem: RowProblem): void => void problems.push({ column, problem });
  if (text('name') === '') refuse('name', 'NAME_EMPTY');
  else if (!hasLength(text('name'), 1, 40)) refuse('name', 'NAME_TOO_LONG');
  const idProblem = row.mangled.includes('idNumber') ? 'ID_NUMBER_MANGLED_BY_SPREADSHEET' : identity.idProblem;
  if (idProblem !== null) problems.push({ column: 'idNumber', problem: idProblem });
  if (row.mangled.includes('phone') || /^\d(\.\d+)?E\+\d+$/i.test(text('phone'))) refuse('phone', 'PHONE_MANGLED');
  else if (identity.isPhoneWrong) problems.push({ column: 'phone', problem: 'PHONE_INVALID' });
  if (text('divisionCode') === '') refuse('divisionCode', 'DIVISION_EMPTY');
  else if (division !== 'IN_USE') {
    refuse('divisionCode', division === 'CLOSED' ? 'DIVISION_NOT_IN_USE' : 'DIVISION_NOT_FOUND');
  }
  if (text('consentVersion') === '') refuse('consentVersion', 'CONSENT_VERSION_EMPTY');
  else if (!hasLength(text('consentVersion'), 1, 40)) refuse('consentVersion', 'CONSENT_VERSION_TOO_LONG');
  if (identity.needsGuardian && text('guardianVersion') === '') refuse('guardianVersion', 'GUARDIAN_VERSION_EMPTY');
  else if (!hasLength(text('guardianVersion'), 0, 40)) refuse('guardianVersion', 'CONSENT_VERSION_TOO_LONG');
  if (text('politicalStatus') !== '' && !(text('politicalStatus') in politicalStatusLabels)) {
    refuse('politicalStatus', 'POLITICAL_STATUS_UNKNOWN');
  }
  if (!hasLength(text('occupation'), 0, 40)) refuse('occupation', 'TEXT_TOO_LONG');
  const skills = skillsOf(text('skills'));
  if (skills.length > 20 || skills.some((skill) => !hasLength(skill, 1, 20))) refuse('skills', 'SKILLS_TOO_MANY');
  return problems;
}

/** 急救、手语 → two skills. */
export function skillsOf(text: string): readonly string[] {
  return [...new Set(text.split(/[、,,;;\s]+/).filter((skill) => skill !== ''))];
}

/** A row as far as it can be compared with others. */
export interface ComparableRow {
  readonly rowNumber: number;
  readonly name: string;
  readonly idKey: string | null;
  readonly phoneKey: string | null;
}

/** The rows whose ID number stood in an earlier row. */
export function repeatedIdRows(rows: readonly ComparableRow[]): ReadonlySet<number> {
  const seen = new Set<string>();
  const repeated = new Set<number>();
  for (const { rowNumber, idKey } of rows) {
    if (idKey === null) continue;
    if (seen.has(idKey)) repeated.add(rowNumber);
    seen.add(idKey);
  }
  return repeated;
}

/** Earlier rows with the same phone and another ID number: a family, or the same person twice. */
export function duplicatesInFile(rows: readonly ComparableRow[]): ReadonlyMap<number, readonly Duplicate[]> {
  const byPhone = new Map<string, ComparableRow[]>();
  const found = new Map<number, readonly Duplicate[]>();
  for (const row of rows) {
    if (row.phoneKey === null) continue;
    const earlier = byPhone.get(row.phoneKey) ?? [];
    const others = earlier.filter(({ idKey }) => idKey !== row.idKey).slice(0, 5);
    if (others.length > 0) {
      found.set(
        row.rowNumber,
        others.map((other) => ({
          kind: other.name === row.name ? 'SAME_NAME_AND_PHONE' : 'SAME_PHONE',
          otherVolunteerId: null,
          otherRowNumber: other.rowNumber,
        })),
      );
    }
    byPhone.set(row.phoneKey, [...earlier, row]);
  }
  return found;
}
