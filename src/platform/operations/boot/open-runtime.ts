import { setTimeout as sleep } from 'node:timers/promises';
import type { AppConfig } from '../../foundation/config/config';
import { Runtime, type Secrets } from '../../foundation/config/runtime';
import { migrate, pendingForOthers } from '../../data/database/data-source';
import { requireGuards } from '../../data/database/database-guards';
import { requireWholeLedger } from '../../data/database/one-server';
import { shareRights } from '../../data/database/rights';
import { EmbeddedDatabase, ensureSecrets, type Secrets as StoredSecrets } from '../../data/embedded';
import { migrateQueue } from '../../data/queue/queue-backend';
import { StartupError } from '../../foundation/config/startup-error';

/** How long a start waits for a database that cannot be reached. */
const REACH_LIMIT_MS = 20_000;
const REACH_PAUSE_MS = 500;
/** A key version is written in two bytes. */
const MAX_KEY_VERSION = 65_535;

/** A database that is up and migrated, and the keys: all an application needs to be built. */
export interface OpenRuntime {
  readonly runtime: Runtime;
  /** For the operator's commands: the owner of the tables, or who has been given in its place. */
  readonly ownerUrl: string;
  /** Stops the embedded database if this process runs it; `immediate` does not wait for a checkpoint. */
  close(mode?: 'fast' | 'immediate'): Promise<void>;
}

export interface OpenOptions {
  /** Where lines for the person at the terminal go. */
  readonly notice: (line: string) => void;
  /** Called when the embedded database died and could not be brought back. */
  readonly onLost: (reason: StartupError) => void;
  /** Use the database of a server that already runs on this data folder (commands) instead of refusing (servers). */
  readonly joinRunning?: boolean;
}

/**
 * Settles what boot has to settle before the application is built, in this order: secrets, database (embedded unless an
 * address is given), migrations of the tables and of the queue. Several processes may do this on one database at once.
 *
 * @throws StartupError with a Chinese sentence.
 */
export async function openRuntime(config: AppConfig, options: OpenOptions): Promise<OpenRuntime> {
  if (config.databaseUrl !== undefined) {
    const secrets = givenSecrets(config) ?? usable(ensureSecrets(config.dataDir));
    const { databaseUrl } = config;
    await patiently(() => prepareServer(config, databaseUrl)).catch((error: unknown) => {
      if (error instanceof StartupError) throw error;
      throw new StartupError(
        `连不上 DATABASE_URL 指定的数据库,或表结构更新失败:${messageOf(error)}\n请检查地址、用户、密码和网络,以及该用户(有 DATABASE_OWNER_URL 时是那个用户)是否可以建表;需要 PostgreSQL 15 或更高版本。`,
        { cause: error },
      );
    });
    await requireGuards(config.databaseUrl, { allowWeak: config.allowWeakDatabase, notice: options.notice });
    const ownerUrl = config.databaseOwnerUrl ?? config.databaseUrl;
    return { runtime: runtimeOf(config, config.databaseUrl, secrets), ownerUrl, close: () => Promise.resolve() };
  }
  const stored = ensureSecrets(config.dataDir);
  const running = options.joinRunning ? EmbeddedDatabase.running(config.dataDir, stored) : undefined;
  if (running) {
    const { url, ownerUrl } = running;
    return { runtime: runtimeOf(config, url, usable(stored)), ownerUrl, close: () => Promise.resolve() };
  }
  const { dataDir } = config;
  const database = await EmbeddedDatabase.start({
    dataDir,
    secrets: stored,
    durable: config.isDurable,
    notice: options.notice,
    onLost: options.onLost,
  });
  try {
    await migrateAll(database.addresses.ownerUrl, undefined);
  } catch (error) {
    await database.stop();
    throw new StartupError(
      `数据库表结构更新失败:${messageOf(error)}\n没有完成的一步已撤回;请保留数据文件夹并联系维护者。`,
      { cause: error },
    );
  }
  const { url, ownerUrl } = database.addresses;
  return { runtime: runtimeOf(config, url, usable(stored)), ownerUrl, close: (mode) => database.stop(mode) };
}

/**
 * Brings the tables of a server up to date. With DATABASE_OWNER_URL the owner does it and shares out the rights. Without,
 * a role that owns nothing only looks whether everything has been done (by a process that has it, or by `migrate`), and a
 * role that may make tables makes them: a pilot with one role.
 */
async function prepareServer(config: AppConfig, databaseUrl: string): Promise<void> {
  const { databaseOwnerUrl: ownerUrl, redisUrl } = config;
  await requireWholeLedger(ownerUrl ?? databaseUrl);
  if (ownerUrl !== undefined) {
    await shareRights(ownerUrl, databaseUrl);
    return migrateAll(ownerUrl, redisUrl);
  }
  const pending = await pendingForOthers(databaseUrl);
  if (pending === null) return migrateAll(databaseUrl, redisUrl);
  if (pending.length > 0) {
    throw new StartupError(
      `数据库表结构还差 ${pending.length} 步,而 DATABASE_URL 的用户不能建表。请先执行:DATABASE_OWNER_URL=... npm run cli -- migrate`,
    );
  }
}

/**
 * Tries again for a while when the database cannot be reached: it may start at the same moment, and loading the
 * application beside this can keep a slow machine from answering a connection in time. Other errors are passed on at once.
 */
async function patiently(work: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + REACH_LIMIT_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isUnreachable(error) || performance.now() > deadline) throw error;
      await sleep(REACH_PAUSE_MS);
    }
  }
}

const UNREACHABLE = /ECONNREFUSED|ECONNRESET|ETIMEDOUT|terminated|timeout|57P03|starting up|shutting down/i;

function isUnreachable(error: unknown): boolean {
  return UNREACHABLE.test(messageOf(error));
}

/** @param redisUrl given when jobs wait in Redis: then the database needs no queue tables. */
async function migrateAll(ownerUrl: string, redisUrl: string | undefined): Promise<void> {
  await migrate(ownerUrl);
  if (redisUrl === undefined) await migrateQueue(ownerUrl);
}

/** @throws StartupError where the key that shall seal is not among the keys. */
function runtimeOf(config: AppConfig, databaseUrl: string, secrets: Secrets): Runtime {
  const { activeDataKey } = config;
  if (activeDataKey !== undefined && !secrets.dataKeys.has(activeDataKey)) {
    throw new StartupError(
      `DATA_KEY_ACTIVE 指定用第 ${activeDataKey} 版数据密钥,但没有这一版;现有:${[...secrets.dataKeys.keys()].join('、')}。请改正后再启动。`,
    );
  }
  return new Runtime(config, databaseUrl, secrets);
}

function usable(stored: StoredSecrets): Secrets {
  const keys = Object.entries(stored.dataKeys).map(
    ([version, key]) => [Number(version), Buffer.from(key, 'base64')] as const,
  );
  return { jwtSecret: stored.jwtSecret, dataKeys: new Map(keys), indexKey: Buffer.from(stored.indexKey, 'base64') };
}

/** The secrets of the environment: DATA_KEYS is `1:<base64>` or, after a rotation, `1:<base64>,2:<base64>`. */
function givenSecrets(config: AppConfig): Secrets | undefined {
  const { jwtSecret, dataKeys, indexKey } = config.givenSecrets;
  if (jwtSecret === undefined || dataKeys === undefined || indexKey === undefined) return undefined;
  const keys = dataKeys.split(',').map((entry): readonly [number, Buffer] => {
    const [, version, key] = /^\s*([1-9]\d{0,4}):(\S+)\s*$/.exec(entry) ?? [];
    if (version === undefined || key === undefined) {
      throw new StartupError(
        'DATA_KEYS 的写法不对,应为 1:<32 字节的 base64>,多个版本用逗号隔开。可用 openssl rand -base64 32 生成一把。',
      );
    }
    if (Number(version) > MAX_KEY_VERSION) throw new StartupError(`DATA_KEYS 的版本号最大为 ${MAX_KEY_VERSION}。`);
    return [Number(version), key256('DATA_KEYS', key)];
  });
  return { jwtSecret, dataKeys: new Map(keys), indexKey: key256('INDEX_KEY', indexKey) };
}

function key256(name: string, text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32)
    throw new StartupError(`${name} 里的密钥须是 32 字节的 base64,可用 openssl rand -base64 32 生成。`);
  return key;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(';');
  return error instanceof Error ? error.message || error.name : String(error);
}
