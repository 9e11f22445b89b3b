import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../src/platform/data/database/data-source';
import { ensureRole, grantRights } from '../../src/platform/data/database/rights';
import { EmbeddedDatabase, ensureSecrets, isAlive, processesWorkingIn } from '../../src/platform/data/embedded';
import { migrateQueue } from '../../src/platform/data/queue';

/** Roles of test databases: divided like the real ones, so that a missing right shows in a test. */
export const TEST_OWNER = 'vl_test_owner';
export const TEST_APP = 'vl_test_app';
/** Guards nothing: the roles exist on servers of test runs only. */
export const TEST_PASSWORD = 'for-tests-only';
const DATABASE_PREFIX = 'vl_test';
const FOLDER_PREFIX = 'volunteer-ledger-test-';
const SETUP_LOCK = 7_230_112_234;

export interface TestServer {
  /** A superuser's address of the database `postgres`. */
  readonly adminUrl: string;
  readonly template: string;
  stop(): Promise<void>;
}

/** Brings up the server of a test run: TEST_DATABASE_URL, or an embedded one without fsync, with a migrated template. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  const embedded = given ? undefined : await startEmbedded();
  const adminUrl = given ?? embedded?.database.addresses.superuserUrl ?? '';
  const template = `${DATABASE_PREFIX}_${process.pid}_${randomBytes(3).toString('hex')}`;
  await dropDatabases(adminUrl, (pid) => !isAlive(pid));
  await withAdmin(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [SETUP_LOCK]);
    await ensureRole(client, TEST_OWNER, TEST_PASSWORD);
    await ensureRole(client, TEST_APP, TEST_PASSWORD);
    await client.query('select pg_advisory_unlock($1)', [SETUP_LOCK]);
    await client.query(`create database ${template} owner ${TEST_OWNER} template template0 encoding 'UTF8'`);
  });
  await withAdmin(addressOf(adminUrl, template), (client) => grantRights(client, template, TEST_OWNER, TEST_APP));
  const ownerUrl = addressOf(adminUrl, template, TEST_OWNER);
  await migrate(ownerUrl);
  await migrateQueue(ownerUrl);
  await chooseMode(ownerUrl, 'REAL');
  return {
    adminUrl,
    template,
    stop: async () => {
      if (!embedded) return dropDatabases(adminUrl, (pid) => pid === process.pid);
      await embedded.database.stop('immediate');
      rmSync(embedded.folder, { recursive: true, force: true });
    },
  };
}

async function startEmbedded(): Promise<{ database: EmbeddedDatabase; folder: string }> {
  sweepFolders();
  const folder = join(tmpdir(), `${FOLDER_PREFIX}${process.pid}`);
  mkdirSync(folder, { mode: 0o755 });
  return {
    folder,
    database: await EmbeddedDatabase.start({ dataDir: folder, secrets: ensureSecrets(folder), durable: false }),
  };
}

/**
 * Removes what test runs that were killed left behind, their servers included. Another run may do the same at this
 * moment, so that a folder or a process can be gone between two looks.
 */
function sweepFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.slice(FOLDER_PREFIX.length));
    if (!name.startsWith(FOLDER_PREFIX) || !Number.isInteger(pid) || isAlive(pid)) continue;
    try {
      const folder = join(tmpdir(), name);
      for (const left of processesWorkingIn(join(realpathSync(folder), 'postgres'))) process.kill(left, 'SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code)))) throw error;
    }
  }
}

/** The address of a database on the server of `adminUrl`, for the given role or the superuser itself. */
export function addressOf(adminUrl: string, database: string, role?: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    url.username = role;
    url.password = TEST_PASSWORD;
  }
  return url.toString();
}

export async function withAdmin<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What the installation in a database is for, written as if the setup page had been there. Once per database. */
export async function chooseMode(url: string, mode: 'PRACTICE' | 'REAL'): Promise<void> {
  await withAdmin(url, (client) =>
    client.query("insert into installation (mode, street_name, chosen_through) values ($1, '福镇街道', 'COMMAND')", [
      mode,
    ]),
  );
}

/** Drops the test databases of those runs (their process id is in the name) that `isOver` names. */
async function dropDatabases(adminUrl: string, isOver: (pid: number) => boolean): Promise<void> {
  await withAdmin(adminUrl, async (client) => {
    const known = await client.query<{ datname: string }>('select datname from pg_database where datname like $1', [
      `${DATABASE_PREFIX}\\_%`,
    ]);
    for (const { datname } of known.rows) {
      const pid = Number(datname.split('_')[2]);
      if (Number.isInteger(pid) && isOver(pid)) await client.query(`drop database if exists ${datname} with (force)`);
    }
  });
}
