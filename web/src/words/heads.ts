import type { components } from '../api/schema';

type Role = components['schemas']['OwnOfficeResponse']['role'];

/** What the three offices are called. */
export const headRole: Readonly<Record<Role, string>> = {
  GRID_HEAD: '网格长',
  BUILDING_HEAD: '楼栋长',
  UNIT_HEAD: '单元长',
};
