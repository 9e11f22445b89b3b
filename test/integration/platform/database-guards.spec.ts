import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { openRuntime } from '../../../src/platform/operations/boot/open-runtime';
import { StartupError } from '../../../src/platform/foundation/config/startup-error';
import { type AppConfig, loadConfig } from '../../../src/platform/foundation/config/config';
import { databaseGuards, requireGuards } from '../../../src/platform/data/database/database-guards';
import { ensureRole } from '../../../src/platform/data/database/rights';
import { cloneDatabase, type TestDatabase } from '../../support/test-database';
import { addressOf, TEST_PASSWORD, withAdmin } from '../../support/test-server';

const adminUrl = (): string => process.env['TEST_ADMIN_URL']!;
/** The server of test runs writes fast instead of durably, on purpose. */
const WRITTEN_FAST = /^(fsync|full_page_writes|synchronous_commit) = off/;
let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

async function findingsFor(url: string, settings: readonly string[] = []) {
  const client = new Client(url);
  await client.connect();
  try {
    for (const one of settings) await client.query(one);
    return await databaseGuards(async (sql) => (await client.query(sql)).rows as never);
  } finally {
    await client.end();
  }
}
const badOf = (findings: Awaited<ReturnType<typeof findingsFor>>) =>
  findings.filter(({ isGood }) => !isGood).map(({ text }) => text);

describe('the database as the last guard', () => {
  it('holds back a role that owns nothing', async () => {
    const bad = badOf(await findingsFor(database.url));
    expect(bad.filter((text) => !WRITTEN_FAST.test(text))).toEqual([]);
  });

  it('does not hold back the owner of the tables, nor a superuser', async () => {
    expect(badOf(await findingsFor(database.ownerUrl)).join()).toContain('拥有台账的表');
    const superuser = badOf(await findingsFor(addressOf(adminUrl(), database.name))).join();
    expect(superuser).toContain('可以改写');
    expect(superuser).toContain('拥有台账的表');
  });

  it('is not one that answers before the disk has it', async () => {
    const badWith = async (value: string) =>
      badOf(await findingsFor(database.url, [`set synchronous_commit = ${value}`])).join();
    expect(await badWith('on')).not.toContain('synchronous_commit');
    expect(await badWith('off')).toContain('synchronous_commit = off');
    expect(await badWith('local')).toContain('synchronous_commit = local');
  });

  it('is required at the start, and only skipped aloud', async () => {
    const notices: string[] = [];
    const notice = (line: string): void => void notices.push(line);
    await expect(requireGuards(database.ownerUrl, { allowWeak: false, notice })).rejects.toThrow(StartupError);
    await expect(requireGuards(database.ownerUrl, { allowWeak: false, notice })).rejects.toThrow('DATABASE_OWNER_URL');
    await requireGuards(database.ownerUrl, { allowWeak: true, notice });
    expect(notices.join()).toContain('警告');
  });
});

describe('a server with two roles', () => {
  const suffix = randomBytes(4).toString('hex');
  const [owner, app, name] = [`vl_test_o_${suffix}`, `vl_test_a_${suffix}`, `vl_test_${process.pid}_${suffix}`];
  const dataDir = path.join(tmpdir(), `vl-guards-${suffix}`);

  beforeAll(() =>
    withAdmin(adminUrl(), async (client) => {
      await ensureRole(client, owner, TEST_PASSWORD);
      await ensureRole(client, app, TEST_PASSWORD);
      await client.query(`create database ${name} owner ${owner} template template0 encoding 'UTF8'`);
    }),
  );
  afterAll(async () => {
    await withAdmin(adminUrl(), async (client) => {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.query(`drop role ${owner}, ${app}`);
    });
    rmSync(dataDir, { recursive: true, force: true });
  });

  function configOf(env: Readonly<Record<string, string>>): AppConfig {
    return loadConfig({
      DATABASE_URL: addressOf(adminUrl(), name, app),
      DATA_DIR: dataDir,
      JWT_SECRET: 'x'.repeat(32),
      DATA_KEYS: `1:${randomBytes(32).toString('base64')}`,
      INDEX_KEY: randomBytes(32).toString('base64'),
      ...env,
    });
  }
  const open = (env: Readonly<Record<string, string>>) =>
    openRuntime(configOf(env), { notice: () => undefined, onLost: () => undefined });

  it('tells a role that may not make tables who has to', async () => {
    await expect(open({})).rejects.toThrow('DATABASE_OWNER_URL=... npm run cli -- migrate');
  });

  it('is brought up to date by its owner, and then started without the owner', async () => {
    const ownerUrl = addressOf(adminUrl(), name, owner);
    await open({ DATABASE_OWNER_URL: ownerUrl, ALLOW_WEAK_DATABASE: 'true' });
    await open({ DATABASE_OWNER_URL: ownerUrl, ALLOW_WEAK_DATABASE: 'true' });
    await open({ ALLOW_WEAK_DATABASE: 'true' });
    const bad = badOf(await findingsFor(addressOf(adminUrl(), name, app)));
    expect(bad.filter((text) => !WRITTEN_FAST.test(text))).toEqual([]);
  });

  it('is refused where an earlier version has dealt the ledger out over several servers, and left as it is', async () => {
    const ownerUrl = addressOf(adminUrl(), name, owner);
    const asOwner = async (sql: string): Promise<number | null> => {
      const client = new Client(ownerUrl);
      await client.connect();
      try {
        return (await client.query(sql)).rowCount;
      } finally {
        await client.end();
      }
    };
    await asOwner(`insert into ledger_placement (partition, ledger_id, holder, recorded_at)
      select n, '018f3c4e-0000-7000-8000-000000000001', n / 32 * 32, now() from generate_series(0, 63) n`);
    // What would be brought up to date is not.
    await asOwner(`delete from migrations where name = (select name from migrations order by timestamp desc limit 1)`);
    const before = await asOwner('select 1 from migrations');
    for (const env of [{ DATABASE_OWNER_URL: ownerUrl }, {}]) {
      const refused = open({ ...env, ALLOW_WEAK_DATABASE: 'true' });
      await expect(refused).rejects.toThrow(StartupError);
      await expect(refused).rejects.toThrow('分放在 2 台服务器上');
      await expect(refused).rejects.toThrow('docs/adr/0001-one-postgresql.md');
    }
    expect(await asOwner('select 1 from migrations')).toBe(before);
  });
});
