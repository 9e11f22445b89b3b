import { Injectable } from '@nestjs/common';
import type { WaitingQueue } from './waiting-queue';

/** All queues there are. */
@Injectable()
export class WaitingQueues {
  private readonly byCode = new Map<string, WaitingQueue>();

  /** Called once per queue while its module is made: the document of the API names them before anything runs. */
  declare(...queues: readonly WaitingQueue[]): void {
    for (const queue of queues) {
      if (this.byCode.has(queue.code)) throw new Error(`queue ${queue.code} is declared twice`);
      this.byCode.set(queue.code, queue);
    }
  }

  /** By their codes. */
  all(): readonly WaitingQueue[] {
    return [...this.byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  }
}
