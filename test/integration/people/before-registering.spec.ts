import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

let booted: BootedApp;
let api: PeopleApi;
let tree: StreetTree;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  api = new PeopleApi(booted);
  tree = await new PeopleBuilder(booted).street();
});
afterAll(() => booted.close());

describe('what somebody reads who is not registered yet', () => {
  const found = async (query: string) => (await api.get(`public-divisions?${query}`)).body['items'];

  it('finds the own building by its name, in words from the community down', async () => {
    expect(await found(`text=${encodeURIComponent('1号')}`)).toEqual([
      {
        ...{ id: tree.building.id, parentId: tree.grid.id, kind: 'BUILDING', kindName: '楼栋', name: '1号楼' },
        ...{ compoundName: null, place: '御景社区 第一网格 1号楼' },
      },
    ]);
  });

  it('goes down the tree, and not into a building', async () => {
    expect(await found(`parentId=${tree.street.id}`)).toMatchObject([{ name: '御景社区' }, { name: '河畔社区' }]);
    expect(await found(`parentId=${tree.building.id}`)).toEqual([]);
    expect((await api.get('public-divisions?kind=UNIT')).status).toBe(400);
    const first = await api.get('public-divisions?limit=1');
    expect(await found(`limit=1&after=${String(first.body['next'])}`)).toMatchObject([{ kind: 'STREET' }]);
  });

  it('takes the signs of a pattern as they are', async () => {
    expect(await found(`text=${encodeURIComponent('%')}`)).toEqual([]);
  });

  it('reads what is agreed to, by version', async () => {
    const { body } = await api.get('consent-texts');
    expect(body['currentVersion']).toBe('2026-1');
    expect(body['items']).toHaveLength(8);
    expect((await api.get('consent-texts?version=2026-1')).body).toEqual(body);
    expect((await api.get('consent-texts?version=1999-1')).body['code']).toBe('CONSENT_TEXT_UNKNOWN');
  });
});
