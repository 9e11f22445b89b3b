import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDatabase, ensureSecrets, isAlive } from '../../src/platform/database/embedded';
import { processesWorkingIn } from '../../src/platform/database/embedded/process-info';
import { superuserOf } from './superuser';
import { cloneDatabase, type TestDatabase } from './test-database';
import { withAdmin } from './test-server';

const FOLDER_PREFIX = 'volunteer-ledger-shard-';

/** A PostgreSQL server of its own, that writes durably and can be killed: it is brought back on the same port. */
export interface ShardServer {
  /** Makes an empty database. @returns its owner's address. */
  createDatabase(): Promise<string>;
  /** SIGKILL to the server process, whose children then end. */
  kill(): void;
  /** Stops the server and removes its files. */
  remove(): Promise<void>;
}

/** Starts empty servers that allow two-phase commit. */
export async function startShardServers(count: number): Promise<ShardServer[]> {
  sweepFolders();
  return Promise.all(Array.from({ length: count }, startShardServer));
}

async function startShardServer(): Promise<ShardServer> {
  const folder = join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-${randomBytes(3).toString('hex')}`);
  mkdirSync(folder, { mode: 0o755 });
  const start = (): Promise<EmbeddedDatabase> =>
    EmbeddedDatabase.start({ dataDir: folder, secrets: ensureSecrets(folder) });
  const first = await start();
  await withAdmin(first.addresses.superuserUrl, (client) =>
    client.query('alter system set max_prepared_transactions = 64'),
  );
  await first.stop();
  const database = await start();
  const { ownerUrl, superuserUrl } = database.addresses;
  return {
    createDatabase: async () => {
      const address = new URL(ownerUrl);
      const name = `shard_${randomBytes(4).toString('hex')}`;
      await withAdmin(superuserUrl, (client) => client.query(`create database ${name} owner ${address.username}`));
      address.pathname = `/${name}`;
      return address.href;
    },
    kill: () => void process.kill(database.serverPid, 'SIGKILL'),
    remove: async () => {
      await database.stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An empty database on each server. */
export async function makeShards(servers: readonly ShardServer[]): Promise<string[]> {
  return Promise.all(servers.map((server) => server.createDatabase()));
}

/** A main database that may look into other servers. Its address is the owner's, as in server mode. */
export async function cloneMainDatabase(): Promise<TestDatabase> {
  const database = await cloneDatabase();
  const superuser = await superuserOf(database);
  try {
    await superuser.query('create extension postgres_fdw; grant usage on foreign data wrapper postgres_fdw to public');
  } finally {
    await superuser.end();
  }
  return { ...database, url: database.ownerUrl };
}

/** LEDGER_SHARDS with the partitions dealt out in equal ranges. */
export function shardMapOf(urls: readonly string[]): string {
  const share = 64 / urls.length;
  return urls.map((url, index) => `${index * share}-${(index + 1) * share - 1}=${url}`).join(';');
}

/** Removes the servers and folders of runs that were killed. */
function sweepFolders(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(FOLDER_PREFIX))) {
    const pid = Number(name.slice(FOLDER_PREFIX.length).split('-')[0]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    for (const left of processesWorkingIn(join(realpathSync(folder), 'postgres'))) quit(left);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** It may have ended since we looked. */
function quit(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch (error) {
    // Not `instanceof Error`: what process.kill throws is of another realm than a test file.
    if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'ESRCH') throw error;
  }
}
