import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { EmbeddedDatabase, ensureSecrets } from '../../src/platform/data/embedded';
import { eventually } from '../support/eventually';
import { FIRST_ADMINISTRATORS, openStreet, type SetupAddress, setupOf } from '../../drill/installation/open-street';
import { buildServer, type SpawnedServer, spawnServer } from '../support/spawn-server';

const ROOT = resolve(__dirname, '../..');
const run = promisify(execFile);

/** The first start of a real server on an empty folder, until somebody has chosen. */
describe('the first use of an installation', () => {
  let home: string;
  let dataDir: string;
  let server: SpawnedServer | undefined;

  beforeAll(() => {
    buildServer();
    home = mkdtempSync(join(tmpdir(), 'volunteer-ledger-first-use-'));
    chmodSync(home, 0o755);
  }, 120_000);

  beforeEach(() => {
    dataDir = mkdtempSync(join(home, 'data-'));
  });

  afterEach(async () => {
    server?.kill('SIGTERM');
    await server?.exited;
    server = undefined;
  });

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  async function start(): Promise<SetupAddress> {
    server = await spawnServer({ dataDir, staysUnchosen: true, env: { HOST: '127.0.0.1' } });
    return setupOf(server.output())!;
  }

  const opened = (): Promise<unknown> =>
    eventually('the service answers', () => /接口\s+http/.test(server!.output()), 60_000);

  async function post(path: string, body: object): Promise<{ status: number; code: string }> {
    const response = await fetch(`${server!.url}/api/v1/setup/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { code?: string };
    return { status: response.status, code: answer.code ?? '' };
  }

  async function command(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
    const { PATH, HOME, TMPDIR } = process.env;
    const ran = run(process.execPath, [join(ROOT, 'dist/src/cli/main.js'), ...args], {
      cwd: ROOT,
      env: { PATH, HOME, TMPDIR, DATA_DIR: dataDir, ...env },
    });
    return ran.then(
      ({ stdout }) => stdout,
      (error: unknown) => {
        const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
        return Promise.reject(new Error(`${stdout}${stderr}`));
      },
    );
  }

  it('prints one address with a code, is ready, and leads everything to it', async () => {
    const { url } = await start();
    expect(server!.output().match(/http:\/\//g)).toHaveLength(1);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);

    for (const path of ['/', '/api/docs', '/sign-in']) {
      const page = await fetch(`${url}${path}`, { headers: { accept: 'text/html' }, redirect: 'manual' });
      expect([page.status, page.headers.get('location')]).toEqual([303, '/setup']);
    }
    for (const path of ['/api/v1/teams', '/api/v1/auth/sign-in', '/api/v1/nothing', '/%2e%2e/health']) {
      const refusal = await fetch(`${url}${path}`, { method: 'POST' });
      expect(refusal.headers.get('content-type')).toContain('application/problem+json');
      const problem = (await refusal.json()) as { code: string; title: string; details: { address: string } };
      expect(problem).toMatchObject({ code: 'SETUP_REQUIRED', status: 503 });
      expect(problem.title).toContain('/setup');
    }
  });

  it('opens for real use with two security administrators, once; the code stands in no log', async () => {
    const setup = await start();
    await openStreet(setup);
    await opened();
    const signIn = (username: string, password: string) =>
      fetch(`${setup.url}/api/v1/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      });
    for (const { username, password } of FIRST_ADMINISTRATORS) {
      expect((await signIn(username, password)).status).toBe(200);
    }
    // The address of the setup leads on, and its acts are gone.
    expect((await fetch(`${setup.url}/setup`)).status).toBe(200);
    expect((await post('practice', { code: setup.code })).status).toBe(404);
    expect(server!.output().match(new RegExp(setup.code, 'g'))).toHaveLength(1);
    await expect(command(['setup', '--practice', '--empty'])).rejects.toThrow('已经选定了用途');
  });

  it('refuses a wrong code, one person twice, one password twice and a note it did not make', async () => {
    const { code } = await start();
    const [administrator, second] = FIRST_ADMINISTRATORS;
    expect(await post('practice', { code: 'AAAA-AAAA-AAAA' })).toEqual({ status: 403, code: 'SETUP_CODE_WRONG' });
    const prepared = await fetch(`${server!.url}/api/v1/setup/first-administrator`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, administrator }),
    });
    const { first } = (await prepared.json()) as { first: string };
    const street = { code, districtName: '龙山区', streetName: '福镇街道', first };
    const refused = async (given: object): Promise<string> => (await post('street', { ...street, ...given })).code;
    expect(await refused({ second: administrator })).toBe('SETUP_SAME_PERSON');
    expect(await refused({ second: { ...second, displayName: administrator.displayName } })).toBe('SETUP_SAME_PERSON');
    expect(await refused({ second: { ...second, password: administrator.password } })).toBe('SETUP_SAME_PASSWORD');
    expect(await refused({ second: { ...second, password: 'second.admin-26' } })).toBe('PASSWORD_WEAK');
    expect(await refused({ second, first: `${first.slice(0, -4)}AAAA` })).toBe('SETUP_FIRST_EXPIRED');
    // What is in the note is for this service only.
    expect(Buffer.from(first, 'base64url').toString('latin1')).not.toContain('argon2');
  });

  it('looks at no code any more when too many were wrong', async () => {
    server = await spawnServer({
      dataDir,
      staysUnchosen: true,
      env: { HOST: '127.0.0.1', SETUP_GUESSES: '3/600' },
    });
    const { code } = setupOf(server.output())!;
    const tries = await Promise.all(Array.from({ length: 4 }, () => post('code', { code: 'AAAA-AAAA-AAAA' })));
    expect(tries.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect(await post('code', { code })).toEqual({ status: 429, code: 'SETUP_CODE_GUESSED' });
  });

  it('of two who press at once one wins and the other is told', async () => {
    const { code, url } = await start();
    const outcomes = await Promise.allSettled([openStreet({ url, code }), openStreet({ url, code })]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(String(lost[0]?.reason)).toMatch(/INSTALLATION_CHOSEN|ROUTE_UNKNOWN/);
    await opened();
  });

  it('is set up by a command while the server waits, and the server opens by itself', async () => {
    await start();
    const printed = await command(
      [
        'setup',
        '--street',
        '福镇街道',
        '--district',
        '龙山区',
        '--first',
        'wang.fang:王芳',
        '--second',
        'li.qiang:李强',
      ],
      { FIRST_PASSWORD: 'the-first-of-two-26', SECOND_PASSWORD: 'the-second-of-two-26' },
    );
    expect(printed).toContain('wang.fang、li.qiang');
    await opened();
  });

  it('lets the operator make an account whose password its own person sets, and release nothing early', async () => {
    const { url, code } = await start();
    await openStreet({ url, code });
    await opened();
    const who = ['user:create', '--username', 'third.admin', '--name', '赵敏', '--role', 'SECURITY_ADMIN'];
    const person = ['--phone', '13911112222', '--no-volunteer'];
    await expect(command([...who, ...person, '--password', 'the-third-of-two-26'])).rejects.toThrow('密码只由本人设置');
    await expect(command([...who, '--phone', '13911112222'])).rejects.toThrow('STAFF_PERSON_UNSAID');
    const printed = await command([...who, ...person]);
    const token = /\/invitation#([\w-]+)/.exec(printed)?.[1] ?? '';
    expect(printed).toContain('请只交给本人');

    const post = async (path: string, body: object, token?: string) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': `first-use-${path}` };
      const signed = token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` };
      const answer = await fetch(`${url}/api/v1/${path}`, {
        method: 'POST',
        headers: signed,
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const password = 'my-own-three-26';
    expect((await post('auth/sign-in', { username: 'third.admin', password })).status).toBe(401);
    const opening = await post('auth/invitations/acceptances', { token, password });
    expect([opening.status, opening.body]).toEqual([200, { username: 'third.admin' }]);
    const signedIn = await post('auth/sign-in', { username: 'third.admin', password });
    expect(signedIn.status).toBe(200);

    const accessToken = String(signedIn.body['accessToken']);
    const divisions = await fetch(`${url}/api/v1/divisions`, { headers: { authorization: `Bearer ${accessToken}` } });
    const [district] = ((await divisions.json()) as { items: { id: string }[] }).items;
    const clerk = { username: 'clerk.one', displayName: '社区干事', phone: '13911113333', hasNoVolunteer: true };
    const grants = [{ role: 'COMMUNITY_WORKER', divisionId: district?.id }];
    const asked = await post('users', { ...clerk, grants }, accessToken);
    const [decisionId = ''] = asked.body['decisionIds'] as string[];
    const release = ['decisions:release', decisionId, '--reason', '另一位已离职'];
    await expect(command(release)).rejects.toThrow('RELEASE_TOO_EARLY');
    expect(await command(['accounts:report'])).toContain('没有说明本人是不是志愿者');
    expect(await command(['doctor'])).toContain('没有说明本人是不是志愿者');
  });

  it('stops in order before anybody has chosen, and asks again at the next start', async () => {
    const first = await start();
    server!.kill('SIGTERM');
    expect(await server!.exited).toEqual({ code: 0, signal: null });
    const second = await start();
    expect(second.code).not.toBe(first.code);
  });

  it('begins anew where the making of a practice year broke off', async () => {
    await start();
    server!.kill('SIGTERM');
    await server!.exited;
    const secrets = ensureSecrets(dataDir);
    const database = await EmbeddedDatabase.start({
      dataDir,
      secrets,
      notice: () => undefined,
      onLost: () => undefined,
    });
    const client = new Client(database.addresses.ownerUrl);
    await client.connect();
    await client.query(`
      insert into installation (mode, street_name, chosen_through) values ('PRACTICE', '福镇街道', 'PAGE');
      insert into practice_seed (percent, step) values (41, '报名、打卡')`);
    await client.end();
    await database.stop();

    server = await spawnServer({ dataDir, staysUnchosen: true, env: { HOST: '127.0.0.1' } });
    expect(server.output()).toContain('从头准备');
    const stage = (): Promise<{ stage: string; percent: number }> =>
      fetch(`${server!.url}/api/v1/setup/stage`).then((answer) => answer.json() as never);
    expect(await stage()).toMatchObject({ stage: 'SEEDING' });
    await eventually('some of the year', async () => (await stage()).percent > 2, 120_000);
  });
});
