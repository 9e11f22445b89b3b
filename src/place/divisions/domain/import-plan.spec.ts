import { type ImportRow, type KnownDivision, type KnownTree, planImport, type RowProblem } from './import-plan';

const street: KnownDivision = {
  id: 'street',
  kind: 'STREET',
  parentCode: 'D',
  name: '福镇街道',
  compoundName: null,
  sortOrder: 0,
  isClosed: false,
  isInScope: true,
};
const tree: KnownTree = {
  mayAddRoot: false,
  byCode: new Map([
    ['S', street],
    ['OTHER', { ...street, id: 'other', isInScope: false }],
    ['SHUT', { ...street, id: 'shut', isClosed: true }],
  ]),
};

function row(rowNumber: number, given: Partial<ImportRow> = {}): ImportRow {
  return {
    rowNumber,
    kind: '社区',
    code: `C${String(rowNumber)}`,
    name: '御景社区',
    parentCode: 'S',
    compoundName: '',
    sortOrder: '',
    isMangled: false,
    ...given,
  };
}

describe('planImport', () => {
  it('creates parents before children, whatever the order of the rows', () => {
    const plan = planImport(
      [
        row(2, { kind: '网格', code: 'G', parentCode: 'C' }),
        row(3, { code: 'C', compoundName: '御景', sortOrder: '7' }),
      ],
      tree,
    );
    expect(plan.errors).toEqual([]);
    expect(plan.toCreate.map(({ code }) => code)).toEqual(['C', 'G']);
    expect(plan.toCreate[0]).toMatchObject({ kind: 'COMMUNITY', compoundName: '御景', sortOrder: 7 });
  });

  it('leaves a known code with the same texts alone and updates one with others', () => {
    const same = row(2, { kind: '街道', code: 'S', parentCode: 'D', name: '福镇街道' });
    expect(planImport([same], tree)).toEqual({ toCreate: [], toUpdate: [], unchangedCount: 1, errors: [] });
    const renamed = planImport([{ ...same, name: '福镇' }], tree);
    expect(renamed.toUpdate).toMatchObject([{ id: 'street', name: '福镇' }]);
  });

  it.each<[RowProblem, string, Partial<ImportRow>]>([
    ['NUMBER_MANGLED', '代码', { isMangled: true }],
    ['KIND_UNKNOWN', '层级', { kind: '村' }],
    ['CODE_INVALID', '代码', { code: '一号' }],
    ['NAME_INVALID', '名称', { name: '' }],
    ['COMPOUND_INVALID', '所在小区', { compoundName: '区'.repeat(61) }],
    ['SORT_INVALID', '排序', { sortOrder: '-1' }],
    ['SORT_INVALID', '排序', { sortOrder: '100001' }],
    ['PARENT_UNKNOWN', '上级代码', { parentCode: 'NOWHERE' }],
    ['PARENT_UNKNOWN', '上级代码', { parentCode: '' }],
    ['PARENT_WRONG', '上级代码', { kind: '楼栋' }],
    ['PARENT_CLOSED', '上级代码', { parentCode: 'SHUT' }],
    ['SCOPE_FOREIGN', '上级代码', { parentCode: 'OTHER' }],
    ['SCOPE_FOREIGN', '代码', { kind: '区', parentCode: '' }],
    ['SCOPE_FOREIGN', '代码', { kind: '街道', code: 'OTHER', parentCode: 'D' }],
    ['MOVED', '上级代码', { kind: '街道', code: 'S', parentCode: 'D2' }],
    ['MOVED', '层级', { code: 'S' }],
  ])('%s in column %s', (problem, column, wrong) => {
    const plan = planImport([row(9, wrong)], tree);
    expect(plan.errors).toEqual([{ rowNumber: 9, column, problem }]);
    expect(plan.toCreate).toEqual([]);
    expect(plan.toUpdate).toEqual([]);
  });

  it('reports every wrong row in the order of the rows', () => {
    const plan = planImport(
      [row(2), row(3, { parentCode: 'NOWHERE' }), row(4, { code: 'C2' }), row(5, { name: '' })],
      tree,
    );
    expect(plan.errors.map(({ rowNumber, problem }) => [rowNumber, problem])).toEqual([
      [3, 'PARENT_UNKNOWN'],
      [4, 'CODE_TWICE'],
      [5, 'NAME_INVALID'],
    ]);
  });
});
