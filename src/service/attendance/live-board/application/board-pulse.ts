import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Subject } from 'rxjs';
import { BoardDigests } from '../persistence/board-digest';

const ASK_EVERY_MS = 1_000;

/**
 * Tells watchers when something about their shift has changed. It asks the database, once a second and for all watched
 * shifts of this process together: a change made through any process is seen by all, and a punch pays nothing for being
 * watched (a NOTIFY in its commit would cost every punch a lock that all commits share). Without watchers it is silent.
 */
@Injectable()
export class BoardPulse implements BeforeApplicationShutdown {
  private readonly logger = new Logger(BoardPulse.name);
  private readonly watched = new Map<string, Set<Subject<string>>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly digests: BoardDigests) {}

  /** Emits the digest of the shift, about once a second; completes when the process stops. */
  watch(shiftId: string): Subject<string> {
    const pulse = new Subject<string>();
    const pulses = this.watched.get(shiftId) ?? new Set();
    this.watched.set(shiftId, pulses.add(pulse));
    this.timer ??= setTimeout(() => void this.ask(), 0);
    return pulse;
  }

  forget(shiftId: string, pulse: Subject<string>): void {
    const pulses = this.watched.get(shiftId);
    pulses?.delete(pulse);
    if (pulses?.size === 0) this.watched.delete(shiftId);
  }

  /** How many watch at this process. */
  get count(): number {
    return [...this.watched.values()].reduce((sum, pulses) => sum + pulses.size, 0);
  }

  beforeApplicationShutdown(): void {
    clearTimeout(this.timer);
    for (const pulses of this.watched.values()) for (const pulse of [...pulses]) pulse.complete();
    this.watched.clear();
  }

  private async ask(): Promise<void> {
    try {
      for (const { shiftId, digest } of await this.digests.of([...this.watched.keys()])) {
        for (const pulse of [...(this.watched.get(shiftId) ?? [])]) pulse.next(digest);
      }
    } catch (error) {
      this.logger.warn(`asking for changes of watched shifts failed, asking again: ${String(error)}`);
    }
    this.timer = this.watched.size > 0 ? setTimeout(() => void this.ask(), ASK_EVERY_MS) : undefined;
  }
}
