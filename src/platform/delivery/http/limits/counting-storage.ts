import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Counters } from '../../../foundation/counters';

/** Lets the throttler count on the application's counters. Refused requests count, but never lengthen the window. */
export class CountingStorage implements ThrottlerStorage {
  constructor(private readonly counters: Counters) {}

  async increment(key: string, windowMs: number, limit: number) {
    const { count, endsInMs } = await this.counters.add(key, windowMs);
    const seconds = Math.ceil(endsInMs / 1_000);
    const isBlocked = count > limit;
    return { totalHits: count, timeToExpire: seconds, isBlocked, timeToBlockExpire: isBlocked ? seconds : 0 };
  }
}
