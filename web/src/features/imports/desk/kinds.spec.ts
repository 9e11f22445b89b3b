import { session } from '../../../session/session';
import { kindOfHeaders, placesFor, placesOfAll } from './kinds';

jest.mock('../../../session/session', () => ({ session: { me: null } }));

describe('what a spreadsheet is', () => {
  it.each([
    [['手机', '姓名', '证件号码', '区划代码', '同意书版本'], 'VOLUNTEERS'],
    [['原行号', '姓名', '身份证号', '手机号', '区划代码', '同意书版本', '错误说明'], 'VOLUNTEERS'],
    [['名称', '类别', '区划代码', '包保或共建单位', '队长志愿者编号'], 'TEAMS'],
    [['名称', '层级', '代码', '上级代码', '所在小区'], 'DIVISIONS'],
    [['姓名', '志愿者编号', '身份证号', '职务', '区划代码', '任期开始'], 'APPOINTMENTS'],
    [['志愿者编号', '姓名', '时长', '日期', '类别'], 'OLD_HOURS'],
    [['姓名（必填）', '身份证号*', '同意书版本'], 'VOLUNTEERS'],
    [['姓名', '备注'], null],
    [[], null],
  ] as const)('%j is %s', (headers, kind) => {
    expect(kindOfHeaders(headers)).toBe(kind);
  });
});

describe('where a sheet may go', () => {
  beforeAll(() => {
    const place = (divisionId: string, divisionPath: string, permissions: readonly string[]) => ({
      ...{ divisionId, divisionName: divisionId, divisionPath, permissions },
    });
    Object.assign(session, {
      me: {
        grants: [
          place('community', '/d/s/c/', ['volunteer.register', 'team.manage']),
          place('street', '/d/s/', ['volunteer.register']),
        ],
      },
    });
  });
  afterAll(() => Object.assign(session, { me: null }));

  it('only places where the reader may import that sheet are offered, the widest first', () => {
    expect(placesFor('VOLUNTEERS').map(({ id }) => id)).toEqual(['street', 'community']);
    expect(placesFor('TEAMS').map(({ id }) => id)).toEqual(['community']);
    expect(placesOfAll(['TEAMS']).map(({ id }) => id)).toEqual(['community']);
    expect(placesOfAll(['VOLUNTEERS', 'TEAMS']).map(({ id }) => id)).toEqual(['street', 'community']);
  });
});
