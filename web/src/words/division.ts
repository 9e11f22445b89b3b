import type { components } from '../api/schema';

export type Division = components['schemas']['OneDivisionResponse'];
export type DivisionKind = Division['kind'];
export type HeadRole = components['schemas']['HeadResponse']['role'];

export const divisionKindWord: Readonly<Record<DivisionKind, string>> = {
  DISTRICT: '区',
  STREET: '街道',
  COMMUNITY: '社区',
  GRID: '网格',
  BUILDING: '楼栋',
  UNIT: '单元',
};

/** What hangs under a division of each kind; the tree has no shortcuts. */
export const kindBelow: Readonly<Record<DivisionKind, DivisionKind | null>> = {
  DISTRICT: 'STREET',
  STREET: 'COMMUNITY',
  COMMUNITY: 'GRID',
  GRID: 'BUILDING',
  BUILDING: 'UNIT',
  UNIT: null,
};

/** The head that a division of each kind has; the upper ones have none. */
export const headOf: Readonly<Record<DivisionKind, HeadRole | null>> = {
  DISTRICT: null,
  STREET: null,
  COMMUNITY: null,
  GRID: 'GRID_HEAD',
  BUILDING: 'BUILDING_HEAD',
  UNIT: 'UNIT_HEAD',
};
