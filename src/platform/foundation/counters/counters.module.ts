import { Global, Module } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Runtime } from '../config/runtime';
import { Counters } from './counters';
import { MemoryCounters } from './memory-counters';
import { RedisCounters } from './redis-counters';

/** Counters for limits: shared on Redis where it is configured; in memory otherwise. */
@Global()
@Module({
  providers: [
    {
      provide: Counters,
      inject: [Runtime, Clock],
      useFactory: ({ config }: Runtime, clock: Clock): Counters => {
        const own = new MemoryCounters(clock);
        if (!config.redisUrl) return own;
        return new RedisCounters({ redisUrl: config.redisUrl, prefix: config.queuePrefix }, own);
      },
    },
  ],
  exports: [Counters],
})
export class CountersModule {}
