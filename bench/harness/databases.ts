import { mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { EmbeddedDatabase, ensureSecrets, isAlive, processesWorkingIn } from '../../src/platform/data/embedded';

const DATABASE_PREFIX = 'vl_bench';
const FOLDER_PREFIX = 'volunteer-ledger-bench-';

/** The server of a run, with databases that exist as long as the run. */
export interface BenchServer {
  /** Name and version, for the table. */
  readonly description: string;
  /** Makes an empty database and answers its address. */
  createDatabase(purpose: string): Promise<string>;
  /** Drops every database of this run, and the server with its folder where the run brought it up. */
  stop(): Promise<void>;
}

/**
 * Opens BENCH_DATABASE_URL (a user who may create databases), or brings up an embedded server in a throw-away folder.
 * Both write durably (fsync on): a benchmark without it would flatter everybody. What killed runs left is removed.
 */
export async function openBenchServer(givenUrl: string | undefined): Promise<BenchServer> {
  const embedded = givenUrl === undefined ? await startEmbedded() : undefined;
  const adminUrl = givenUrl ?? embedded?.adminUrl ?? '';
  await dropDatabases(adminUrl, (pid) => !isAlive(pid));
  const version = await onServer(adminUrl, (client) => client.query<{ server_version: string }>('show server_version'));
  return {
    description: `PostgreSQL ${version.rows[0]?.server_version ?? '?'}(${embedded ? '内置' : 'BENCH_DATABASE_URL'})`,
    createDatabase: async (purpose) => {
      const name = `${DATABASE_PREFIX}_${process.pid}_${purpose}`;
      await onServer(adminUrl, (client) => client.query(`create database ${name} template template0 encoding 'UTF8'`));
      const url = new URL(adminUrl);
      url.pathname = `/${name}`;
      return url.toString();
    },
    stop: async () => {
      if (!embedded) return dropDatabases(adminUrl, (pid) => pid === process.pid);
      await embedded.database.stop('immediate');
      rmSync(embedded.folder, { recursive: true, force: true });
    },
  };
}

export async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function startEmbedded() {
  sweepFolders();
  const folder = join(tmpdir(), `${FOLDER_PREFIX}${process.pid}`);
  // The server may run as another user than root: it has to reach its folder.
  mkdirSync(folder, { mode: 0o755 });
  const database = await EmbeddedDatabase.start({ dataDir: folder, secrets: ensureSecrets(folder) });
  return { folder, database, adminUrl: database.addresses.superuserUrl };
}

/** Removes the servers and folders of runs that were killed. */
function sweepFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.slice(FOLDER_PREFIX.length));
    if (!name.startsWith(FOLDER_PREFIX) || !Number.isInteger(pid) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    for (const left of processesWorkingIn(join(realpathSync(folder), 'postgres'))) quit(left);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A server's children go with it, so some are gone before their turn. */
function quit(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Drops the databases of those runs (their process id is in the name) that `isOver` names. */
async function dropDatabases(adminUrl: string, isOver: (pid: number) => boolean): Promise<void> {
  await onServer(adminUrl, async (client) => {
    const known = await client.query<{ datname: string }>('select datname from pg_database where datname like $1', [
      `${DATABASE_PREFIX}\\_%`,
    ]);
    for (const { datname } of known.rows) {
      const pid = Number(datname.split('_')[2]);
      if (Number.isInteger(pid) && isOver(pid)) await client.query(`drop database if exists ${datname} with (force)`);
    }
  });
}
