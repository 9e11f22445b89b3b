import { Queue, runMigrations, Worker, type Processor } from 'bullmq';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { DatabaseClient } from '../database/database-client';
import { QUEUE_SCHEMA } from '../database/rights';
import { LOCK_MS, patientPostgresBackend } from './patient-backend';

const STALLED_CHECK_MS = 5_000;
/** How many processes may die under one job before it counts as the job's own fault. */
const MAX_STALLED = 20;

export interface QueueBackendOptions {
  readonly databaseUrl: string;
  /** Given: jobs wait in Redis; otherwise in the schema `queue` of the database. */
  readonly redisUrl: string | undefined;
  /** Namespace inside Redis. */
  readonly prefix: string;
}

export type JobQueue = ReturnType<QueueBackend['openQueue']>;
export type JobWorker = ReturnType<QueueBackend['openWorker']>;

/** Builds queues and workers on PostgreSQL or on Redis; nothing else knows which one it is. */
export class QueueBackend {
  constructor(private readonly options: QueueBackendOptions) {}

  get kind(): 'postgres' | 'redis' {
    return this.options.redisUrl ? 'redis' : 'postgres';
  }

  /** A queue to put jobs into. While its server is away, calls fail instead of waiting for it. */
  openQueue(name: string) {
    const { redisUrl, prefix, databaseUrl } = this.options;
    if (redisUrl) {
      const connection = { ...redisConnection(redisUrl), enableOfflineQueue: false, maxRetriesPerRequest: 1 };
      return new Queue(name, { connection, prefix });
    }
    return new Queue(name, { connection: postgresConnection(databaseUrl, 3) }, patientPostgresBackend);
  }

  /** A worker that takes jobs of a queue, not running yet. */
  openWorker(name: string, processor: Processor, concurrency: number) {
    const { redisUrl, prefix, databaseUrl } = this.options;
    const common = {
      concurrency,
      autorun: false,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: MAX_STALLED,
    };
    if (redisUrl) {
      return new Worker(name, processor, { ...common, connection: redisConnection(redisUrl), prefix });
    }
    const connection = postgresConnection(databaseUrl, 4);
    return new Worker(name, processor, { ...common, connection }, patientPostgresBackend);
  }

  /** A sentence about a Redis that may throw jobs away, or undefined when it is set up well. */
  async evictionWarning(): Promise<string | undefined> {
    if (!this.options.redisUrl) return undefined;
    const redis = new Redis(this.options.redisUrl, { lazyConnect: true, maxRetriesPerRequest: 1 });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
      if (policy === undefined || policy === 'noeviction') return undefined;
      return `Redis 的 maxmemory-policy 是 ${policy},内存满时会丢任务;请在 redis.conf 里改为 noeviction。`;
    } catch {
      return undefined;
    } finally {
      redis.disconnect();
    }
  }
}

/**
 * Makes or updates the queue's tables. Safe to call from several processes at once.
 *
 * @param ownerUrl a role that may create the schema `queue`; the application's role only uses it.
 */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    await client.end();
  }
}

function postgresConnection(connectionString: string, max: number) {
  return {
    connectionString,
    schema: QUEUE_SCHEMA,
    max,
    application_name: 'volunteer-ledger queue',
    Client: DatabaseClient,
  };
}

function redisConnection(address: string) {
  const url = new URL(address);
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    db: Number(url.pathname.slice(1) || 0),
    ...(url.protocol === 'rediss:' && { tls: {} }),
    retryStrategy: (attempt: number) => Math.min(100 * 2 ** attempt, 3_000),
  };
}
