import { CreateDivision } from '../../../src/place/divisions';
import { recordsDue } from '../../../src/service/service-hours/computing/jobs/record-jobs';
import { UserAccounts } from '../../../src/platform/security/accounts/user-accounts';
import { JobQueues, type JobRequest } from '../../../src/platform/data/queue';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { bySystem } from '../../support/system';

const PASSWORD = 'letters-2026-strong';
const BOARD = '/operations/queues';

describe(`the queue board on ${process.env['TEST_REDIS_URL'] ? 'Redis' : 'PostgreSQL'}`, () => {
  let booted: BootedApp;
  let operator: ApiClient;
  let clerk: ApiClient;

  beforeAll(async () => {
    booted = await bootApp();
    const district = await booted
      .get(CreateDivision)
      .execute(bySystem(), { parentId: null, kind: 'DISTRICT', code: 'D', name: '区' });
    for (const [username, role] of [
      ['operator', 'SYSTEM_ADMIN'],
      ['clerk', 'STREET_ADMIN'],
    ] as const) {
      const grants = [{ role, divisionId: district.id }];
      await booted
        .get(UserAccounts)
        .create(bySystem(), { username, password: PASSWORD, displayName: username, grants });
    }
    operator = await new ApiClient(booted.url).signIn('operator', PASSWORD);
    clerk = await new ApiClient(booted.url).signIn('clerk', PASSWORD);
  });
  afterAll(() => booted.close());

  const get = (path: string, cookie?: string, method = 'GET'): Promise<Response> =>
    fetch(`${booted.url}${BOARD}${path}`, { method, headers: { ...(cookie !== undefined && { cookie }) } });

  async function passOf(client: ApiClient): Promise<string> {
    const answer = await client.call('POST', '/operations/board-passes');
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ path: BOARD, expiresInSeconds: 900 });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/operations\/queues; Max-Age=900$/);
    return cookie.split(';')[0] ?? '';
  }

  it('shows strangers a door, and nothing behind it', async () => {
    for (const path of ['/', '/api/queues', '/queue/default', '/static/favicon.ico']) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 401]);
      expect(await answer.text()).toContain('请用系统管理员的账号登录');
    }
    expect((await get('/api/queues', 'ledger-board=forged')).status).toBe(401);
  });

  it('gives its cookie to the operator only, and no access token opens it', async () => {
    expect(await clerk.refusal('POST', '/operations/board-passes')).toMatchObject({ code: 'PERMISSION_MISSING' });
    const tokens = await new ApiClient(booted.url).ok<{ accessToken: string }>('POST', '/auth/sign-in', {
      body: { username: 'operator', password: PASSWORD },
    });
    expect((await get('/api/queues', `ledger-board=${tokens.accessToken}`)).status).toBe(401);
    const pass = (await passOf(operator)).replace('ledger-board=', '');
    const asToken = await fetch(`${booted.url}/api/v1/auth/me`, { headers: { authorization: `Bearer ${pass}` } });
    expect(asToken.status).toBe(401);
  });

  it('shows queues, jobs and why they failed, and loads nothing from elsewhere', async () => {
    const cookie = await passOf(operator);
    const page = await get('/', cookie);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await page.text()).toContain('<div id="root">');

    await booted
      .get(JobQueues)
      .enqueueMany([{ job: recordsDue, payload: '不是对象' as unknown as object } satisfies JobRequest]);
    await eventually('it is a dead letter', async () => (await booted.get(JobQueues).deadLetters()).length === 1);
    const answer = await get('/api/queues?activeQueue=default&status=failed&page=1&jobsPerPage=10', cookie);
    const { queues } = (await answer.json()) as {
      queues: { name: string; readOnlyMode: boolean; counts: { failed: number }; jobs: { name: string }[] }[];
    };
    const shown = queues.find(({ name }) => name === 'default');
    expect(shown).toMatchObject({ readOnlyMode: true, counts: { failed: 1 }, jobs: [{ name: recordsDue.name }] });
    expect((await get('/api/redis/stats', cookie)).status).toBe(200);
  });

  it('changes nothing', async () => {
    const cookie = await passOf(operator);
    const [letter] = await booted.get(JobQueues).deadLetters();
    for (const path of [`/api/queues/default/${letter!.id}/retry/failed`, '/api/queues/default/pause']) {
      expect((await get(path, cookie, 'PUT')).status).toBe(404);
    }
    expect(await booted.get(JobQueues).deadLetters()).toEqual([letter]);
  });

  it('shuts when the session ends', async () => {
    const own = await new ApiClient(booted.url).signIn('operator', PASSWORD);
    const cookie = await passOf(own);
    expect((await get('/', cookie)).status).toBe(200);
    await own.call('POST', '/auth/sign-out');
    expect((await get('/', cookie)).status).toBe(401);
  });
});
