import { IndexForSearch } from '../../../src/people/volunteers/search/application/index-for-search';
import { ChangePhone, PersonalFields, ReviewVolunteer } from '../../../src/people/volunteers';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('search of volunteers', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let other: SignedIn;
  let district: SignedIn;
  let zhao: { readonly id: string; readonly volunteerNo: string };

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    other = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    district = await people.staff('STREET_ADMIN', tree.district.id);
    zhao = await people.registration(tree.building.id, { name: '赵桂兰', phone: '13900015678' });
    await people.registration(tree.community.id, { name: '赵桂英', phone: '13900025678' });
    await people.registration(tree.otherCommunity.id, { name: '钱桂兰', phone: '13900031234' });
    await people.registration(tree.community.id, { name: '单桂兰', phone: '13900041111' });
  });

  afterAll(async () => booted.close());

  const search = async (text: string, who = clerk, more: object = {}) =>
    (await api.post('volunteer-searches', { token: who.token, body: { text, ...more } })).body;
  const names = async (text: string, who = clerk, more: object = {}) =>
    ((await search(text, who, more))['items'] as { name: string }[]).map(({ name }) => name);

  it.each([
    ['the beginning of a name', '赵', ['赵桂兰', '赵桂英']],
    ['the given name', '桂兰', ['单桂兰', '赵桂兰']],
    ['the whole name', '赵桂英', ['赵桂英']],
    ['initials', 'zg', ['赵桂兰', '赵桂英']],
    ['initials with a surname of its own reading', 'SGL', ['单桂兰']],
    ['the end of a phone', '5678', ['赵桂兰', '赵桂英']],
    ['a phone', '139 0001 5678', ['赵桂兰']],
    ['nobody', '李', []],
  ])('finds inside the own community by %s', async (_, text, expected) => {
    expect((await names(text)).sort()).toEqual([...expected].sort());
  });

  it('finds by number, and shows neither ID number nor phone in full', async () => {
    const { items } = await search(zhao.volunteerNo);
    expect(items).toMatchObject([{ id: zhao.id, name: '赵桂兰', phoneMasked: '139****5678' }]);
    expect(JSON.stringify(items)).not.toContain('13900015678');
  });

  it('stays inside the scope, whatever the way', async () => {
    for (const text of ['赵', '桂兰', 'zgl', '5678', '13900015678', zhao.volunteerNo]) {
      expect((await names(text, other)).filter((name) => name !== '钱桂兰')).toEqual([]);
    }
    expect(await names('桂兰', district)).toHaveLength(3);
    expect(await names('桂兰', district, { divisionId: tree.otherCommunity.id })).toEqual(['钱桂兰']);
    expect((await search('赵', clerk, { divisionId: tree.otherCommunity.id }))['code']).toBe('SCOPE_FOREIGN');
  });

  it('turns pages without leaving out or repeating anybody, from one way to the next', async () => {
    await people.registration(tree.otherCommunity.id, { name: '桂兰芝', phone: '13900067777' });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page: Record<string, unknown> = await search('桂兰', district, { limit: 1, ...(after && { after }) });
      seen.push(...(page['items'] as { name: string }[]).map(({ name }) => name));
      after = (page['next'] as string | null) ?? undefined;
    } while (after !== undefined);
    expect(seen).toHaveLength(4);
    expect(seen[0]).toBe('桂兰芝');
    expect(new Set(seen).size).toBe(4);
    const whole = await names('zg', clerk);
    const first = await search('zg', clerk, { limit: 1 });
    const second = await search('zg', clerk, { limit: 1, after: first['next'] });
    expect([first, second].flatMap(({ items }) => items as { name: string }[]).map(({ name }) => name)).toEqual(whole);
    expect(second['next']).toBeNull();
  });

  it('refuses what can be searched for in no way', async () => {
    for (const text of ['12', '%', '*', 'V0000000019'])
      expect((await search(text))['code']).toBe('SEARCH_TEXT_INVALID');
  });

  it('follows a changed name or phone, and forgets both when the person leaves', async () => {
    const { id } = await people.registration(tree.community.id, { name: '旧名', phone: '13900059999' });
    await api.patch(`volunteers/${id}`, {
      token: clerk.token,
      version: 1,
      body: { name: '新名' },
    });
    await booted.get(UnitOfWork).run(async (tx) => {
      const phone = (await booted.get(PersonalFields).sealer(tx, id)).sealPhone('13900058888');
      await booted.get(ChangePhone).execute(tx, id, phone, new Date());
    });
    expect(await names('旧名')).toEqual([]);
    expect(await names('xm')).toEqual(['新名']);
    expect(await names('9999')).toEqual([]);
    expect(await names('8888')).toEqual(['新名']);
    await booted
      .get(ReviewVolunteer)
      .execute(people.context(), { volunteerId: id, expectedVersion: 3, decision: 'CLOSE' });
    const [row] = await booted
      .get(UnitOfWork)
      .read('select name_initials as initials, phone_tail_index as tail from volunteer where id = $1', [id]);
    expect(row).toEqual({ initials: null, tail: null });
  });

  it('indexes people of before, once', async () => {
    const database = booted.get(UnitOfWork);
    await database.read('update volunteer set name_initials = null, phone_tail_index = null where id = $1', [zhao.id]);
    expect(await names('zgl')).toEqual([]);
    expect(await booted.get(IndexForSearch).execute()).toBe(1);
    expect(await booted.get(IndexForSearch).execute()).toBe(0);
    expect(await names('zgl')).toEqual(['赵桂兰']);
    expect(await names('5678')).toHaveLength(2);
  });
});
