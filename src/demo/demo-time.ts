import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../platform/foundation/clock/clock';

/**
 * The demo's time machine: work runs "at" an instant of the past year, and everything below it that asks the clock sees
 * that instant. Instants belong to the call, not to the process, so that a thousand people can live different days at
 * once. Outside of `at` the clock is the machine's all along.
 */
export class DemoTime {
  private readonly instants = new AsyncLocalStorage<number>();

  constructor(private readonly clock: Clock) {
    const { instants } = this;
    clock.now = () => new Date(instants.getStore() ?? Date.now());
  }

  /** Runs `work` at this instant. */
  at<T>(epochMs: number, work: () => Promise<T>): Promise<T> {
    return this.instants.run(epochMs, work);
  }

  /** Gives the clock back. */
  release(): void {
    Reflect.deleteProperty(this.clock, 'now');
  }
}
