import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { type Count, Counters } from './counters';
import type { MemoryCounters } from './memory-counters';

/** Counts and begins the window in one step. Answers the sum and the milliseconds that are left of the window. */
const ADD = `
local count = redis.call('INCRBY', KEYS[1], ARGV[2])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  left = tonumber(ARGV[1])
  redis.call('PEXPIRE', KEYS[1], left)
end
return { count, left }`;

const answer = z.tuple([z.number().int(), z.number().int()]);

const CONNECT_TIMEOUT_MS = 2_000;
/** Longer than this no request waits for its counting. */
const COMMAND_TIMEOUT_MS = 250;
const MAX_RETRY_DELAY_MS = 3_000;

export interface RedisCountersOptions {
  readonly redisUrl: string;
  /** Namespace inside Redis. */
  readonly prefix: string;
}

/** Counts that several processes share. While Redis is away every process counts for itself: nobody is sent away for it. */
export class RedisCounters extends Counters implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(RedisCounters.name);
  private readonly redis: Redis;
  private isAway = false;

  constructor(
    private readonly options: RedisCountersOptions,
    private readonly own: MemoryCounters,
  ) {
    super();
    this.redis = new Redis(options.redisUrl, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: COMMAND_TIMEOUT_MS,
      retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, MAX_RETRY_DELAY_MS),
    });
    this.redis.on('error', (error) => this.noteAway(error));
    this.redis.on('ready', () => (this.isAway = false));
  }

  async onModuleInit(): Promise<void> {
    await this.redis.connect().catch((error: unknown) => this.noteAway(error));
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  async add(key: string, windowMs: number, amount = 1): Promise<Count> {
    const own = this.own.addNow(key, windowMs, amount);
    try {
      const [count, endsInMs] = answer.parse(await this.redis.eval(ADD, 1, this.nameOf(key), windowMs, amount));
      const shared = { count, endsInMs };
      // An answer that was overtaken by another one must not make this process forget.
      if (count >= (this.own.known(key)?.count ?? 0) || amount < 0) this.own.learn(key, shared);
      return shared;
    } catch (error) {
      this.noteAway(error);
      return own;
    }
  }

  known(key: string): Count | null {
    return this.own.known(key);
  }

  private nameOf(key: string): string {
    return `${this.options.prefix}:counters:${key}`;
  }

  private noteAway(error: unknown): void {
    if (this.isAway) return;
    this.isAway = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.logger.warn(`Redis is away (${reason}): limits are counted by each process for itself until it is back`);
  }
}
