import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { EmbeddedDatabase, ensureSecrets } from '../../src/platform/database/embedded';
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
      (error: unknown) => Promise.reject(new Error((error as { stderr: string }).stderr)),
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
