import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Clock } from '../../src/platform/foundation/clock/clock';
import { loadConfig } from '../../src/platform/foundation/config/config';
import { Runtime, type Secrets } from '../../src/platform/foundation/config/runtime';
import { createApplication } from '../../src/platform/operations/boot/application';
import { serveWeb } from '../../src/platform/delivery/http/web-shells';
import { ContractCheck } from './contract-check';
import { cloneDatabase, type TestDatabase, type TestMode } from './test-database';

export interface BootOptions {
  /** Default: all. */
  readonly role?: 'api' | 'worker' | 'all';
  /** Share a database between several applications; default: a clone of its own, dropped on close. */
  readonly database?: TestDatabase;
  /** What the installation is for, where the database is made here; default: REAL. */
  readonly mode?: TestMode;
  /** Share a queue between several applications on one Redis. */
  readonly queuePrefix?: string;
  /** The keys of another application on the same database; default: keys of its own. */
  readonly secrets?: Secrets;
  /** Another root than the whole application, for tests of the platform itself. */
  readonly module?: (runtime: Runtime) => Type | DynamicModule;
  /** Whether the web is served, as built by `npm test`; default: no. */
  readonly web?: boolean;
  /** Further settings of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface BootedApp {
  readonly app: NestFastifyApplication;
  /** http://127.0.0.1:port */
  readonly url: string;
  readonly database: TestDatabase;
  readonly runtime: Runtime;
  get<T>(token: Type<T>): T;
  /** Stops the clock of the application at an instant; undefined lets it run again. */
  setNow(now: Date | undefined): void;
  /** Stops the application; drops the database when it was made here. Fails where an answer did not fit the document. */
  close(): Promise<void>;
}

/**
 * Boots the application on a cloned database, listening on a random loopback port. The queue is on Redis when
 * TEST_REDIS_URL is set (under a prefix of its own), in the database otherwise.
 */
export async function bootApp(options: BootOptions = {}): Promise<BootedApp> {
  const database = options.database ?? (await cloneDatabase(options.mode));
  const prefix = options.queuePrefix ?? newQueuePrefix();
  const given = testRuntime(database, { role: options.role ?? 'all', prefix, env: options.env ?? {} });
  const runtime = new Runtime(given.config, given.databaseUrl, options.secrets ?? given.secrets, given.ownerUrl);
  const module = options.module?.(runtime) ?? (await wholeApplication(runtime));
  const app = await createApplication(module, runtime.config);
  const contract = options.module ? null : ContractCheck.of(app);
  if (options.web) await serveWeb(app);
  // Failures a test plants on purpose would only clutter its output.
  app.useLogger(['fatal']);
  await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    app,
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    database,
    runtime,
    get: (token) => app.get(token, { strict: false }),
    setNow: (now) => {
      const clock = app.get(Clock, { strict: false });
      if (now) clock.now = () => new Date(now);
      else Reflect.deleteProperty(clock, 'now');
    },
    close: async () => {
      // The test is over: a connection its client keeps for later would be waited for until it is idle too long.
      app.getHttpServer().closeAllConnections();
      await app.close();
      if (!options.queuePrefix) await forgetQueue(prefix);
      if (!options.database) {
        await database.drop();
        rmSync(runtime.config.dataDir, { recursive: true, force: true });
      }
      expect(contract?.faults ?? []).toEqual([]);
    },
  };
}

/** Loaded only where it is wanted: loading it declares its jobs, and a test of the platform has its own. */
async function wholeApplication(runtime: Runtime): Promise<DynamicModule> {
  const { AppModule } = await import('../../src/app.module.js');
  return AppModule.of(runtime);
}

/** The runtime a booted application gets: the same parsing of settings, keys made for this test. */
export function testRuntime(
  database: TestDatabase,
  options: { role: 'api' | 'worker' | 'all'; prefix: string; env?: Readonly<Record<string, string>> },
): Runtime {
  const key = randomBytes(32);
  const jwtSecret = randomBytes(32).toString('hex');
  const config = loadConfig({
    DATABASE_URL: database.url,
    REDIS_URL: process.env['TEST_REDIS_URL'],
    QUEUE_PREFIX: options.prefix,
    ROLE: options.role,
    PORT: '0',
    // Keys and witness of a database lie beside nobody else's.
    DATA_DIR: join(tmpdir(), 'volunteer-ledger-test-data', database.name),
    DATABASE_POOL: '10',
    LOG_LEVEL: 'error',
    JWT_SECRET: jwtSecret,
    DATA_KEYS: `1:${key.toString('base64')}`,
    INDEX_KEY: key.toString('base64'),
    ...options.env,
  });
  const secrets = { jwtSecret, dataKeys: new Map([[1, key]]), indexKey: key };
  // Accounts of tests are made by the operator's word.
  return new Runtime(config, database.url, secrets, database.ownerUrl);
}

/** A namespace in Redis that nobody else uses. */
export function newQueuePrefix(): string {
  return `vl-test-${randomBytes(5).toString('hex')}`;
}

/** Deletes every key below a prefix. */
export async function forgetQueue(prefix: string): Promise<void> {
  const redisUrl = process.env['TEST_REDIS_URL'];
  if (!redisUrl) return;
  const redis = new Redis(redisUrl);
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}
