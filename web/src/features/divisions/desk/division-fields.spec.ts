import { bodyOf } from './division-fields';

describe('what is sent of a changed division', () => {
  it('is what was changed, emptied texts as none, words apart', () => {
    expect(bodyOf({ name: ' 御景社区 ', contactPhone: '', isClosed: true, BUILDING_HEAD: '楼道长' })).toEqual({
      ...{ name: '御景社区', contactPhone: null, status: 'CLOSED', labels: { BUILDING_HEAD: '楼道长' } },
    });
    expect(bodyOf({ sortOrder: '12', showsHonours: false })).toEqual({ sortOrder: 12, showsHonours: false });
  });
});
