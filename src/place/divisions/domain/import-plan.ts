import { defaultLabels, type DivisionKind, divisionKinds, mayHangUnder } from './division-kind';

/** A row of the spreadsheet as it was read: trimmed texts, '' where nothing stands. */
export interface ImportRow {
  /** As the person sees it in the spreadsheet. */
  readonly rowNumber: number;
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly parentCode: string;
  readonly compoundName: string;
  readonly sortOrder: string;
  /** Whether the spreadsheet has cut digits off a long code. */
  readonly isMangled: boolean;
}

/** What the tree knows about a code that the spreadsheet mentions. */
export interface KnownDivision {
  readonly id: string;
  readonly kind: DivisionKind;
  readonly parentCode: string | null;
  readonly name: string;
  readonly compoundName: string | null;
  readonly sortOrder: number;
  readonly isClosed: boolean;
  /** Whether the importer may change it and hang something under it. */
  readonly isInScope: boolean;
}

export interface KnownTree {
  readonly byCode: ReadonlyMap<string, KnownDivision>;
  /** Whether the importer may make a new district. */
  readonly mayAddRoot: boolean;
}

export type RowProblem =
  | 'NUMBER_MANGLED'
  | 'KIND_UNKNOWN'
  | 'CODE_INVALID'
  | 'CODE_TWICE'
  | 'NAME_INVALID'
  | 'COMPOUND_INVALID'
  | 'SORT_INVALID'
  | 'PARENT_UNKNOWN'
  | 'PARENT_WRONG'
  | 'PARENT_CLOSED'
  | 'MOVED'
  | 'SCOPE_FOREIGN';

export interface RowError {
  readonly rowNumber: number;
  readonly column: string;
  readonly problem: RowProblem;
}

export interface PlannedDivision {
  readonly rowNumber: number;
  readonly kind: DivisionKind;
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
  readonly compoundName: string | null;
  readonly sortOrder: number;
}

export interface ImportPlan {
  /** Parents before children. */
  readonly toCreate: readonly PlannedDivision[];
  readonly toUpdate: readonly (PlannedDivision & { readonly id: string })[];
  readonly unchangedCount: number;
  /** In the order of the rows; with one of them nothing may be applied. */
  readonly errors: readonly RowError[];
}

const MAX_NAME = 60;
const MAX_SORT = 100_000;
const CODE = /^[A-Za-z0-9._-]{1,40}$/;
const kindOfText: ReadonlyMap<string, DivisionKind> = new Map(
  divisionKinds.flatMap((kind) => [[kind, kind] as const, [defaultLabels[kind], kind] as const]),
);

/**
 * Decides what a spreadsheet would do to the tree. The code names a division: a known code is updated where its texts
 * differ and otherwise left alone, so that the same file twice changes nothing. Rows may stand in any order; the tree
 * never moves, so a known code with another parent or kind is an error. Each row has at most one error, its first.
 */
export function planImport(rows: readonly ImportRow[], tree: KnownTree): ImportPlan {
  const errors: RowError[] = [];
  const planned = new Map<string, PlannedDivision>();
  for (const row of rows) {
    const read = readRow(row);
    if ('problem' in read) errors.push(read);
    else if (planned.has(read.code)) errors.push({ rowNumber: row.rowNumber, column: '代码', problem: 'CODE_TWICE' });
    else planned.set(read.code, read);
  }
  const fitting: PlannedDivision[] = [];
  for (const division of planned.values()) {
    const error = placeError(division, planned, tree);
    if (error) errors.push({ rowNumber: division.rowNumber, ...error });
    else fitting.push(division);
  }
  const toUpdate = fitting.flatMap((division) => {
    const known = tree.byCode.get(division.code);
    return known && isDifferent(known, division) ? [{ ...division, id: known.id }] : [];
  });
  const toCreate = fitting.filter((division) => !tree.byCode.has(division.code));
  return {
    toCreate: toCreate.sort((a, b) => divisionKinds.indexOf(a.kind) - divisionKinds.indexOf(b.kind)),
    toUpdate,
    unchangedCount: fitting.length - toCreate.length - toUpdate.length,
    errors: errors.sort((a, b) => a.rowNumber - b.rowNumber),
  };
}

function readRow(row: ImportRow): PlannedDivision | RowError {
  const refuse = (column: string, problem: RowProblem): RowError => ({ rowNumber: row.rowNumber, column, problem });
  if (row.isMangled) return refuse('代码', 'NUMBER_MANGLED');
  const kind = kindOfText.get(row.kind);
  if (!kind) return refuse('层级', 'KIND_UNKNOWN');
  if (!CODE.test(row.code)) return refuse('代码', 'CODE_INVALID');
  if (row.name === '' || [...row.name].length > MAX_NAME) return refuse('名称', 'NAME_INVALID');
  if ([...row.compoundName].length > MAX_NAME) return refuse('所在小区', 'COMPOUND_INVALID');
  const sortOrder = row.sortOrder === '' ? 0 : Number(row.sortOrder);
  if (!/^\d*$/.test(row.sortOrder) || sortOrder > MAX_SORT) return refuse('排序', 'SORT_INVALID');
  return {
    rowNumber: row.rowNumber,
    kind,
    code: row.code,
    name: row.name,
    parentCode: row.parentCode === '' ? null : row.parentCode,
    compoundName: row.compoundName === '' ? null : row.compoundName,
    sortOrder,
  };
}

/** Whether the division has its place in the tree, made of what is known and of the rows themselves. */
function placeError(
  division: PlannedDivision,
  planned: ReadonlyMap<string, PlannedDivision>,
  tree: KnownTree,
): Pick<RowError, 'column' | 'problem'> | null {
  const known = tree.byCode.get(division.code);
  if (known) {
    if (known.kind !== division.kind) return { column: '层级', problem: 'MOVED' };
    if (known.parentCode !== division.parentCode) return { column: '上级代码', problem: 'MOVED' };
    return known.isInScope ? null : { column: '代码', problem: 'SCOPE_FOREIGN' };
  }
  if (division.parentCode === null) {
    if (!mayHangUnder(division.kind, null)) return { column: '上级代码', problem: 'PARENT_UNKNOWN' };
    return tree.mayAddRoot ? null : { column: '代码', problem: 'SCOPE_FOREIGN' };
  }
  const knownParent = tree.byCode.get(division.parentCode);
  const parent = knownParent ?? planned.get(division.parentCode);
  if (!parent) return { column: '上级代码', problem: 'PARENT_UNKNOWN' };
  if (!mayHangUnder(division.kind, parent.kind)) return { column: '上级代码', problem: 'PARENT_WRONG' };
  if (knownParent?.isClosed) return { column: '上级代码', problem: 'PARENT_CLOSED' };
  return knownParent && !knownParent.isInScope ? { column: '上级代码', problem: 'SCOPE_FOREIGN' } : null;
}

function isDifferent(known: KnownDivision, division: PlannedDivision): boolean {
  return (
    known.name !== division.name ||
    known.compoundName !== division.compoundName ||
    known.sortOrder !== division.sortOrder
  );
}
