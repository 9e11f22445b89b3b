import { v7 } from 'uuid';
import type { SignedIn } from '../../builders/people.builder';
import { ServiceBuilder } from '../../builders/service.builder';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';

let booted: BootedApp;
let street: ServiceBuilder;
let admin: SignedIn;
let worker: SignedIn;

beforeAll(async () => {
  // What is decided in a practice holds from the same day on.
  booted = await bootApp({ role: 'api', mode: 'PRACTICE' });
  street = await ServiceBuilder.on(booted);
  booted.setNow(undefined);
  admin = await street.people.staff('STREET_ADMIN', street.tree.street.id);
  worker = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
});
afterAll(async () => booted.close());

interface Kind {
  readonly code: string;
  readonly name: string;
  readonly isService?: boolean;
  readonly serviceName?: string;
  readonly isRetired: boolean;
  readonly divisionName: string | null;
}
type Body = Record<string, unknown> & { readonly items: readonly Kind[] };

async function call(method: 'GET' | 'POST', path: string, { who, body }: { who?: SignedIn; body?: object } = {}) {
  const headers = { 'idempotency-key': v7(), ...(who && { authorization: `Bearer ${who.token}` }) };
  const answer = await new ApiClient(booted.url).call(method, path, { headers, ...(body && { body }) });
  return { status: answer.status, body: answer.json<Body>() };
}

const listed = async (path: string, divisionId: string, more = '') =>
  (await call('GET', `${path}?divisionId=${divisionId}${more}`)).body.items;
const category = async (code: string, divisionId = street.tree.community.id, more = '') =>
  (await listed('/activities/categories', divisionId, more)).find((one) => one.code === code);

async function decided(path: string, body: object) {
  const asked = await call('POST', path, { who: admin, body: { divisionId: street.tree.street.id, ...body } });
  expect(asked.status).toBe(201);
  const second = await street.people.staff('STREET_ADMIN', street.tree.street.id);
  return call('POST', `/decisions/${String(asked.body['decisionId'])}/decisions`, {
    ...{ who: second, body: { decision: 'APPROVE' } },
  });
}

const activity = (given: object) => ({
  ...{ teamId: street.teamId, title: '义诊进社区', kind: 'SERVICE', category: 'FREE_CLINIC', placeName: '实践站' },
  ...{ riskLevel: 'LOW', checkInModes: ['CODE'], positions: [{ name: '志愿者', duty: 'MEMBER', capacity: 5 }] },
  shifts: [
    {
      startsAt: new Date(Date.now() + 86_400_000).toISOString(),
      endsAt: new Date(Date.now() + 90_000_000).toISOString(),
    },
  ],
  ...given,
});

describe('categories of activities', () => {
  it('come with the application, with words beside the codes', async () => {
    const { items } = (await call('GET', '/activities/categories')).body;
    expect(items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['义诊', '垃圾分类', '门前三包', '文明养犬', '植树', '文艺演出', '小广告清理']),
    );
    expect(items.find(({ code }) => code === 'FREE_CLINIC')).toMatchObject({
      ...{ name: '义诊', isService: true, serviceName: '计入服务时长', divisionName: null },
    });
    expect(items.filter(({ isService }) => isService === false).map(({ code }) => code)).toEqual([
      ...['TABLE_TENNIS', 'FOOTBALL_MATCH', 'TRAINING'],
    ]);
  });

  it('are added by a street on top of the defaults, in their order, for all below it and for nobody else', async () => {
    const elder = { code: 'ELDER_CARE', name: '助老服务', isService: true, sortOrder: 155, reason: '街道会议决定' };
    expect(await decided('/activities/categories', elder)).toMatchObject({ status: 200 });
    expect(await category('ELDER_CARE')).toMatchObject({ name: '助老服务', divisionName: street.tree.street.name });
    expect(await category('ELDER_CARE', street.tree.district.id)).toBeUndefined();
    const codes = (await listed('/activities/categories', street.tree.community.id)).map(({ code }) => code);
    expect(codes.indexOf('ELDER_CARE') - codes.indexOf('FREE_CLINIC')).toBe(1);
    const made = await call('POST', '/activities', { who: worker, body: activity({ category: 'ELDER_CARE' }) });
    expect(made.body).toMatchObject({ category: 'ELDER_CARE', categoryName: '助老服务' });
  });

  it('are renamed, and everything is called so from then on', async () => {
    const made = await call('POST', '/activities', { who: worker, body: activity({}) });
    await decided('/activities/categories/FREE_CLINIC/changes', { name: '健康义诊', reason: '统一名称' });
    const shown = await call('GET', `/managed-activities/${String(made.body['id'])}`, { who: worker });
    expect(await category('FREE_CLINIC')).toMatchObject({ name: '健康义诊', isService: true });
    expect(shown.body).toMatchObject({ categoryName: '健康义诊' });
  });

  it('out of use take no new activity, and the refusal says where the list is', async () => {
    const retire = () =>
      call('POST', '/activities/categories/DOG_KEEPING/retirement', {
        ...{ who: admin, body: { divisionId: street.tree.street.id, reason: '并入文明劝导' } },
      });
    expect((await retire()).body).toMatchObject({ code: 'DOG_KEEPING', isRetired: true });
    expect((await retire()).body).toMatchObject({ code: 'KIND_RETIRED' });
    expect(await category('DOG_KEEPING')).toBeUndefined();
    expect(await category('DOG_KEEPING', street.tree.community.id, '&withRetired=true')).toMatchObject({
      isRetired: true,
    });
    const { status, body } = await call('POST', '/activities', {
      ...{ who: worker, body: activity({ category: 'DOG_KEEPING' }) },
    });
    expect(status).toBe(400);
    const list = `/activities/categories?divisionId=${street.tree.community.id}`;
    expect(body).toMatchObject({ code: 'ACTIVITY_CATEGORY_UNKNOWN', field: 'category', details: { list } });
    expect((await call('GET', list)).status).toBe(200);
    await decided('/activities/categories/DOG_KEEPING/changes', { reason: '恢复' });
    expect(await category('DOG_KEEPING')).toMatchObject({ isRetired: false });
  });

  it('refuses what says nothing new, and a code nobody has', async () => {
    const change = (code: string, body: object) =>
      call('POST', `/activities/categories/${code}/changes`, {
        ...{ who: admin, body: { divisionId: street.tree.street.id, reason: '街道会议决定', ...body } },
      });
    expect((await change('PERSUASION', { isService: true })).body).toMatchObject({ code: 'KIND_UNCHANGED' });
    expect((await change('NO_SUCH', { isService: true })).body).toMatchObject({ code: 'ACTIVITY_CATEGORY_UNKNOWN' });
  });
});

describe('kinds of teams', () => {
  const team = (kind: string) => ({ name: `队${v7().slice(-6)}`, kind, divisionId: street.tree.community.id });

  it('come with the application, the lecturers among them, and say their name on a team', async () => {
    const { items } = (await call('GET', '/teams/kinds')).body;
    expect(items.map(({ name }) => name)).toEqual([
      ...['居民', '党员', '在职党员', '机关', '社区', '包保或共建单位', '宣讲队'],
    ]);
    const made = await call('POST', '/teams', { who: worker, body: team('LECTURERS') });
    const shown = await call('GET', `/teams/${String(made.body['id'])}`, { who: worker });
    expect(shown.body).toMatchObject({ kind: 'LECTURERS', kindName: '宣讲队' });
  });

  it('are added, renamed and taken out of use by a street', async () => {
    const say = (path: string, body: object) =>
      call('POST', path, { who: admin, body: { divisionId: street.tree.street.id, ...body } });
    const youth = { code: 'YOUTH', name: '青年', sortOrder: 15 };
    expect((await say('/teams/kinds', youth)).status).toBe(201);
    expect((await say('/teams/kinds', youth)).body).toMatchObject({ code: 'KIND_CODE_TAKEN' });
    expect((await say('/teams/kinds', { ...youth, code: 'YOUNG' })).body).toMatchObject({ code: 'KIND_NAME_TAKEN' });
    expect((await say('/teams/kinds/YOUTH/changes', { name: '青年突击队' })).body).toMatchObject({
      name: '青年突击队',
    });
    expect((await say('/teams/kinds/YOUTH/changes', {})).body).toMatchObject({ code: 'KIND_UNCHANGED' });
    expect((await say('/teams/kinds/NO_SUCH/changes', { name: '无' })).body).toMatchObject({
      code: 'TEAM_KIND_UNKNOWN',
    });
    const names = (await listed('/teams/kinds', street.tree.community.id)).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['居民', '青年突击队']);
    expect((await call('POST', '/teams', { who: worker, body: team('YOUTH') })).status).toBe(201);
    await say('/teams/kinds/YOUTH/changes', { isRetired: true });
    const list = `/teams/kinds?divisionId=${street.tree.community.id}`;
    expect((await call('POST', '/teams', { who: worker, body: team('YOUTH') })).body).toMatchObject({
      ...{ code: 'TEAM_KIND_UNKNOWN', field: 'kind', details: { list } },
    });
  });
});
