import { type CellProblem, type FormField, hasLength, type ImportRow } from './import-row';
import type { RowProblem } from './row-sentences';
import type { DivisionState } from './volunteer-rows';

/** The columns; which kinds there are to choose from is the place's data. */
export const teamFields = [
  {
    key: 'name',
    header: '名称',
    aliases: ['服务队名称', '服务队', '队名'],
    required: true,
    widthChars: 30,
    example: '示例·御景居民志愿服务队',
    hint: '同一区划内不能重名,最多 40 个字。',
  },
  {
    key: 'kind',
    header: '类别',
    aliases: ['服务队类别'],
    required: true,
    widthChars: 18,
    example: '居民',
    hint: '从下拉列表选择；有哪些由区或街道设定。',
  },
  {
    key: 'divisionCode',
    header: '区划代码',
    aliases: ['所属区划', '所属区划代码'],
    required: true,
    widthChars: 18,
    example: 'LS-FZ-01',
    hint: '见“区划代码”一页。',
  },
  {
    key: 'partnerUnit',
    header: '包保或共建单位',
    aliases: ['包保单位', '共建单位'],
    required: false,
    widthChars: 24,
    example: '',
    hint: '类别为“包保或共建单位”时必填,最多 60 个字。',
  },
  {
    key: 'leaderNo',
    header: '队长志愿者编号',
    aliases: ['队长编号', '队长'],
    required: false,
    widthChars: 18,
    example: '',
    hint: '须是在册志愿者,可不填。',
  },
  {
    key: 'description',
    header: '简介',
    aliases: ['说明'],
    required: false,
    widthChars: 30,
    example: '每周六清扫楼道',
    hint: '最多 500 个字,可不填。',
  },
] as const satisfies readonly FormField[];

type TeamColumn = (typeof teamFields)[number]['key'];

/** The columns with the place's kinds of team in the drop-down. */
export function teamFieldsWith(kindNames: readonly string[]): readonly FormField[] {
  return teamFields.map((field) => (field.key === 'kind' ? { ...field, choices: kindNames } : field));
}

/**
 * All that is wrong with a row, at most one problem per cell.
 *
 * @param kinds code by name, of the place's kinds of team in use.
 */
export function teamRowProblems(
  row: ImportRow,
  kinds: ReadonlyMap<string, string>,
  division: DivisionState,
  leader: 'IN_USE' | 'NOT_IN_USE' | 'NOT_FOUND',
): readonly CellProblem[] {
  const text = (column: TeamColumn): string => row.cells[column] ?? '';
  const problems: CellProblem[] = [];
  const refuse = (column: TeamColumn, problem: RowProblem): void => void problems.push({ column, problem });
  if (text('name') === '') refuse('name', 'NAME_EMPTY');
  else if (!hasLength(text('name'), 1, 40)) refuse('name', 'NAME_TOO_LONG');
  const kind = kinds.get(text('kind'));
  if (kind === undefined) refuse('kind', 'TEAM_KIND_UNKNOWN');
  if (text('divisionCode') === '') refuse('divisionCode', 'DIVISION_EMPTY');
  else if (division !== 'IN_USE') {
    refuse('divisionCode', division === 'CLOSED' ? 'DIVISION_NOT_IN_USE' : 'DIVISION_NOT_FOUND');
  }
  if (kind === 'PARTNER_UNIT' && text('partnerUnit') === '') refuse('partnerUnit', 'PARTNER_UNIT_EMPTY');
  else if (!hasLength(text('partnerUnit'), 0, 60)) refuse('partnerUnit', 'TEXT_TOO_LONG');
  if (text('leaderNo') !== '' && leader !== 'IN_USE') {
    refuse('leaderNo', leader === 'NOT_FOUND' ? 'VOLUNTEER_NUMBER_UNKNOWN' : 'VOLUNTEER_NOT_IN_USE');
  }
  if (!hasLength(text('description'), 0, 500)) refuse('description', 'TEXT_TOO_LONG');
  return problems;
}
