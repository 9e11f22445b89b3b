/** Kinds of division, from the root down. */
export const divisionKinds = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID', 'BUILDING', 'UNIT'] as const;
export type DivisionKind = (typeof divisionKinds)[number];

/** Terms a place may have its own word for: the kinds and the three heads. */
export const labelTerms = [...divisionKinds, 'GRID_HEAD', 'BUILDING_HEAD', 'UNIT_HEAD'] as const;
export type LabelTerm = (typeof labelTerms)[number];

export const defaultLabels: Readonly<Record<LabelTerm, string>> = {
  DISTRICT: '区',
  STREET: '街道',
  COMMUNITY: '社区',
  GRID: '网格',
  BUILDING: '楼栋',
  UNIT: '单元',
  GRID_HEAD: '网格长',
  BUILDING_HEAD: '楼栋长',
  UNIT_HEAD: '单元长',
};

/** The kind a division of this kind hangs under; null for the root. The tree has no shortcuts: a unit is in a building. */
export function parentKindOf(kind: DivisionKind): DivisionKind | null {
  return divisionKinds[divisionKinds.indexOf(kind) - 1] ?? null;
}

/** Whether a division of `kind` may hang under a division of `parentKind` (null: no parent). */
export function mayHangUnder(kind: DivisionKind, parentKind: DivisionKind | null): boolean {
  return parentKindOf(kind) === parentKind;
}
