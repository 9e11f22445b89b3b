import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isAlive } from '../../src/platform/data/embedded';
import { eventually } from '../support/eventually';
import { buildServer, SpawnFailed, type SpawnOptions, spawnServer, type SpawnedServer } from '../support/spawn-server';

/** Real processes of the built server on a data folder: what a person does to it, and what a crash does. */
describe('the embedded server', () => {
  const started: SpawnedServer[] = [];
  let home: string;
  let dataDir: string;

  async function start(options: Omit<SpawnOptions, 'dataDir'> = {}): Promise<SpawnedServer> {
    const server = await spawnServer({ dataDir, ...options });
    started.push(server);
    return server;
  }

  async function refusal(env: Record<string, string> = {}): Promise<SpawnFailed> {
    const error: unknown = await spawnServer({ dataDir, env }).catch((reason: unknown) => reason);
    if (!(error instanceof SpawnFailed)) throw new Error('the server started although it should have refused');
    return error;
  }

  async function isReady(server: SpawnedServer): Promise<boolean> {
    const answer = await fetch(`${server.url}/health/ready`).catch(() => undefined);
    return answer?.status === 200;
  }

  beforeAll(() => {
    buildServer();
    home = mkdtempSync(join(tmpdir(), 'volunteer-ledger-embedded-'));
    chmodSync(home, 0o755);
  }, 60_000);

  beforeEach(() => {
    dataDir = mkdtempSync(join(home, 'data-'));
  });

  afterEach(async () => {
    for (const server of started.splice(0)) {
      server.kill('SIGTERM');
      await server.exited;
    }
  });

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('starts on an empty folder, refuses a second start there, stops with its database and starts again', async () => {
    const first = await start();
    expect(await isReady(first)).toBe(true);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);

    const second = await refusal();
    expect(second.code).toBe(1);
    expect(second.output).toContain(`进程号 ${first.pid}`);
    expect(second.output).toContain(dataDir);

    const databasePid = first.databasePid();
    first.kill('SIGTERM');
    expect(await first.exited).toEqual({ code: 0, signal: null });
    expect(isAlive(databasePid)).toBe(false);

    expect(await isReady(await start())).toBe(true);
  });

  it('says which port is taken and leaves nothing running', async () => {
    const first = await start();
    const otherFolder = dataDir;
    dataDir = mkdtempSync(join(home, 'data-'));
    const port = new URL(first.url).port;
    const second = await refusal({ PORT: port });
    expect(second.output).toContain(`端口 ${port} 已被别的程序占用`);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    dataDir = otherFolder;
  });

  it('starts again after SIGKILL, stopping the database that lost its parent', async () => {
    const killed = await start();
    const orphan = killed.databasePid();
    killed.kill('SIGKILL');
    await killed.exited;
    expect(isAlive(orphan)).toBe(true);

    const next = await start();
    expect(isAlive(orphan)).toBe(false);
    expect(await isReady(next)).toBe(true);
  });

  it('starts again after SIGKILL of itself and its database', async () => {
    const killed = await start();
    process.kill(killed.databasePid(), 'SIGKILL');
    killed.kill('SIGKILL');
    await killed.exited;
    expect(await isReady(await start())).toBe(true);
  });

  it('brings back a database that was killed under it', async () => {
    const server = await start();
    const killed = server.databasePid();
    process.kill(killed, 'SIGKILL');
    await eventually('another database process runs', () => server.output().includes('数据库已恢复'));
    await eventually('the server is ready again', () => isReady(server));
    expect(server.databasePid()).not.toBe(killed);
  });

  it('starts again after an initialisation that was cut off, deleting nothing it does not know', async () => {
    mkdirSync(join(dataDir, 'postgres.new.1.abc'));
    mkdirSync(join(dataDir, 'postgres'), { mode: 0o700 });
    writeFileSync(join(dataDir, 'postgres', 'postgresql.conf'), '');
    expect(await isReady(await start())).toBe(true);
    expect(readdirSync(dataDir)).toContain('postgres.incomplete-1');
    expect(readdirSync(dataDir)).not.toContain('postgres.new.1.abc');
  });

  it('refuses a database whose secrets are gone instead of making new ones', async () => {
    const server = await start();
    server.kill('SIGTERM');
    await server.exited;
    rmSync(join(dataDir, 'secrets.json'));
    expect((await refusal()).output).toContain('密钥文件');
  });

  it('ends a running job before it stops the database', async () => {
    const preload = resolve(__dirname, '../support/fixtures/slow-job.cjs');
    const server = await start({ preload, isInManyFiles: true, env: { SLOW_JOB_MS: '1500' } });
    await eventually('the job runs', () => server.output().includes('slow job begins'));
    server.kill('SIGTERM');
    expect((await server.exited).code).toBe(0);
    expect(server.output().match(/slow job begins/g)).toHaveLength(1);
    expect(server.output().indexOf('slow job ends')).toBeLessThan(server.output().indexOf('已停止'));
    expect(server.output()).toContain('slow job ends');
  });

  it('ends at once on a second signal', async () => {
    const preload = resolve(__dirname, '../support/fixtures/slow-job.cjs');
    const server = await start({ preload, isInManyFiles: true, env: { SLOW_JOB_MS: '15000' } });
    await eventually('the job runs', () => server.output().includes('slow job begins'));
    const databasePid = server.databasePid();
    server.kill('SIGINT');
    await eventually('it says that it stops', () => server.output().includes('正在停止'));
    server.kill('SIGINT');
    expect((await server.exited).code).toBe(1);
    expect(isAlive(databasePid)).toBe(false);
  });
});
