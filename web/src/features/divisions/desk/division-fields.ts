import type { components } from '../../../api/schema';
import type { EditField } from '../../../kit/desk/edit/difference';
import { type Division, divisionKindWord } from '../../../words/division';

type Term = keyof Division['labels'];

/** A division as it stands in the fields of its form. */
export interface DivisionFields extends Record<Term, string> {
  name: string;
  compoundName: string;
  contactPhone: string;
  sortOrder: string;
  showsHonours: boolean;
  isClosed: boolean;
}

/** Words that a place may have of its own, below the street. */
const terms = {
  COMMUNITY: divisionKindWord.COMMUNITY,
  GRID: divisionKindWord.GRID,
  BUILDING: divisionKindWord.BUILDING,
  UNIT: divisionKindWord.UNIT,
  GRID_HEAD: '网格长',
  BUILDING_HEAD: '楼栋长',
  UNIT_HEAD: '单元长',
} as const;
export const labelFields = (Object.keys(terms) as (keyof typeof terms)[]).map((key) => ({ key, term: terms[key] }));

const text = (value: unknown): string => (value === '' ? '（空着）' : String(value));

export const fields: readonly EditField<DivisionFields>[] = [
  { key: 'name', name: '名称', word: text },
  { key: 'compoundName', name: '所在小区', word: text },
  { key: 'contactPhone', name: '联系电话', word: text },
  { key: 'sortOrder', name: '排在第几', word: text },
  { key: 'showsHonours', name: '光荣榜', word: (value) => (value === true ? '公开' : '不公开') },
  { key: 'isClosed', name: '状态', word: (value) => (value === true ? '停用' : '在用') },
  ...labelFields.map(({ key, term }) => ({ key, name: `${term}叫作`, word: text })),
];

export function formOf(division: Division): DivisionFields & { version: number } {
  return {
    ...division.labels,
    ...{ name: division.name, compoundName: division.compoundName ?? '', contactPhone: division.contactPhone ?? '' },
    ...{ sortOrder: String(division.sortOrder), showsHonours: division.showsHonours },
    ...{ isClosed: division.status === 'CLOSED', version: division.version },
  };
}

/** What is sent of the changes; a text that was emptied is none. */
export function bodyOf(changes: Partial<DivisionFields>): components['schemas']['UpdateDivisionRequest'] {
  const orNull = (value: string): string | null => (value.trim() === '' ? null : value.trim());
  const labels = Object.fromEntries(
    labelFields.flatMap(({ key }) => (changes[key] === undefined ? [] : [[key, changes[key].trim()]])),
  );
  return {
    ...(changes.name !== undefined && { name: changes.name.trim() }),
    ...(changes.compoundName !== undefined && { compoundName: orNull(changes.compoundName) }),
    ...(changes.contactPhone !== undefined && { contactPhone: orNull(changes.contactPhone) }),
    ...(changes.sortOrder !== undefined && { sortOrder: Number(changes.sortOrder) }),
    ...(changes.showsHonours !== undefined && { showsHonours: changes.showsHonours }),
    ...(changes.isClosed !== undefined && { status: changes.isClosed ? 'CLOSED' : 'ACTIVE' }),
    ...(Object.keys(labels).length > 0 && { labels }),
  };
}
