import { RefreshRanking, refreshRanking } from '../ledger/ranking';
import { UnitOfWork } from '../platform/data/database/unit-of-work';
import { JobHandlers } from '../platform/data/queue/job-handlers';
import type { DemoTime } from './demo-time';
import { LANES, type UseCases } from './demo-world';
import { inParallel } from './in-parallel';

interface Doorbell {
  readonly id: string;
  readonly job: string;
  readonly dedup_key: string | null;
  readonly payload: object;
}

/** Answering a doorbell rings others: computing leads to publicity, confirming to posting, posting to ranking. */
const MAX_ROUNDS = 20;

/**
 * The worker of the demo: answers the doorbells that would have rung by an instant of the past, with the handlers the
 * application itself has for them. A doorbell for a later time stays in the outbox, for the real worker.
 */
export class DemoJobs {
  constructor(
    private readonly useCases: UseCases,
    private readonly time: DemoTime,
  ) {}

  /**
   * Answers the doorbells. Nobody looks at the ranking while the year goes by: it is folded
   * once, by `catchUp`, as the worker does after doorbells were lost.
   *
   * @returns how many jobs were run.
   */
  async deliverAt(epochMs: number): Promise<number> {
    let delivered = 0;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const bells = await this.claim(new Date(epochMs));
      if (bells.length === 0) return delivered;
      const last = new Map(
        bells.map((bell) => [bell.dedup_key === null ? bell.id : `${bell.job}/${bell.dedup_key}`, bell]),
      );
      await inParallel([...last.values()], LANES, ({ job, payload }) => this.answer(job, payload, epochMs));
      delivered += last.size;
    }
    throw new Error('the demo has rung its doorbells in circles');
  }

  /** Answers all that has rung by now and brings the ranking up to the ledger. */
  async catchUp(epochMs: number): Promise<void> {
    await this.deliverAt(epochMs);
    const unitOfWork = this.useCases.get(UnitOfWork);
    await unitOfWork.run((tx) => tx.query('delete from outbox where job = $1', [refreshRanking.name]));
    await this.time.at(epochMs, () => this.useCases.get(RefreshRanking).execute(null));
  }

  /** A doorbell without a time of its own was written with both times of the same transaction. */
  private async claim(now: Date): Promise<Doorbell[]> {
    const bells = await this.useCases.get(UnitOfWork).run((tx) =>
      tx.query<Doorbell>(
        `delete from outbox
         where (available_at = created_at or available_at <= $1) and job <> $2
         returning id::text, job, dedup_key, payload`,
        [now, refreshRanking.name],
      ),
    );
    return bells.sort((left, right) => Number(left.id) - Number(right.id));
  }

  private async answer(job: string, payload: object, epochMs: number): Promise<void> {
    const handle = this.useCases.get(JobHandlers).of(job);
    if (!handle) throw new Error(`nobody answers ${job}`);
    await this.time.at(epochMs, () => handle(payload, { attempt: 1, enqueuedAt: new Date(epochMs) }));
  }
}
