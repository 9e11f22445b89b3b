import { type HeadRole, headRoles, headsKind } from './head-role';

const kinds = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID', 'BUILDING', 'UNIT'];

describe('headsKind', () => {
  it.each<[HeadRole, string]>([
    ['GRID_HEAD', 'GRID'],
    ['BUILDING_HEAD', 'BUILDING'],
    ['UNIT_HEAD', 'UNIT'],
  ])('%s heads a %s and nothing else', (role, own) => {
    expect(kinds.filter((kind) => headsKind(role, kind))).toEqual([own]);
  });

  it('knows three heads', () => {
    expect(headRoles).toHaveLength(3);
  });
});
