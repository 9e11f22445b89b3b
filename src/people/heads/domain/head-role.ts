/** The three heads (三长), each of one kind of division. */
export const headRoles = ['GRID_HEAD', 'BUILDING_HEAD', 'UNIT_HEAD'] as const;
export type HeadRole = (typeof headRoles)[number];

/** What the offices are called in notices. */
export const headRoleNames: Readonly<Record<HeadRole, string>> = {
  GRID_HEAD: '网格长',
  BUILDING_HEAD: '楼栋长',
  UNIT_HEAD: '单元长',
};

const KIND_OF_ROLE: Readonly<Record<HeadRole, string>> = {
  GRID_HEAD: 'GRID',
  BUILDING_HEAD: 'BUILDING',
  UNIT_HEAD: 'UNIT',
};

/** Whether the head of this role heads a division of this kind. */
export function headsKind(role: HeadRole, divisionKind: string): boolean {
  return KIND_OF_ROLE[role] === divisionKind;
}
