import type { Clock } from '../clock/clock';
import { type Count, Counters } from './counters';

const SWEEP_EVERY_MS = 60_000;

interface Window {
  count: number;
  endsAtMs: number;
}

/** Counts of one process. Windows that are over are forgotten once a minute. */
export class MemoryCounters extends Counters {
  private readonly windows = new Map<string, Window>();
  private sweptAtMs = 0;

  constructor(private readonly clock: Pick<Clock, 'now'>) {
    super();
  }

  get size(): number {
    return this.windows.size;
  }

  async add(key: string, windowMs: number, amount = 1): Promise<Count> {
    return Promise.resolve(this.addNow(key, windowMs, amount));
  }

  addNow(key: string, windowMs: number, amount: number): Count {
    const nowMs = this.clock.now().getTime();
    this.sweep(nowMs);
    let window = this.windows.get(key);
    // A window that ends later than a new one would is left over from before the clock was set back.
    if (!window || window.endsAtMs <= nowMs || window.endsAtMs > nowMs + windowMs) {
      window = { count: 0, endsAtMs: nowMs + windowMs };
      this.windows.set(key, window);
    }
    window.count = Math.max(0, window.count + amount);
    return { count: window.count, endsInMs: window.endsAtMs - nowMs };
  }

  known(key: string): Count | null {
    const window = this.windows.get(key);
    const endsInMs = window ? window.endsAtMs - this.clock.now().getTime() : 0;
    return window && endsInMs > 0 ? { count: window.count, endsInMs } : null;
  }

  /** Takes over what somebody who knows more has counted. */
  learn(key: string, { count, endsInMs }: Count): void {
    this.windows.set(key, { count, endsAtMs: this.clock.now().getTime() + endsInMs });
  }

  private sweep(nowMs: number): void {
    if (Math.abs(nowMs - this.sweptAtMs) < SWEEP_EVERY_MS) return;
    this.sweptAtMs = nowMs;
    for (const [key, window] of this.windows) if (window.endsAtMs <= nowMs) this.windows.delete(key);
  }
}
