import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Runtime } from '../../foundation/config/runtime';
import { UnitOfWork, type Transaction } from '../database/unit-of-work';
import { definedJobs, JobQueues, type JobRequest } from '../queue';
import { ErrorLog } from '../../foundation/observability/error-log';
import { OutboxSignal } from './outbox-signal';

const BATCH_ROWS = 1_000;
const POLL_MS = 1_000;
const MAX_PAUSE_MS = 10_000;

interface OutboxRow {
  readonly id: string;
  readonly job: string;
  readonly dedup_key: string | null;
  readonly payload: object;
  readonly written_us: string;
}

/**
 * Moves doorbells from the outbox into the queue, in processes of the roles `worker` and `all`. A batch is claimed by
 * deleting it and committed after the queue has it: a crash in between repeats the enqueue (at least once), never loses
 * one. Several relays share the work, because a claimed row is skipped by the others. While the queue is away the rows
 * stay.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly errors = new ErrorLog(new Logger(OutboxRelay.name));
  private isStopping = false;
  private loop: Promise<void> | undefined;
  private wake: () => void = () => undefined;
  private isRung = false;

  constructor(
    private readonly runtime: Runtime,
    private readonly unitOfWork: UnitOfWork,
    private readonly queues: JobQueues,
    private readonly signal: OutboxSignal,
  ) {}

  onApplicationBootstrap(): void {
    if (this.runtime.config.role === 'api') return;
    this.signal.onRing(() => this.ring());
    this.loop = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    this.ring();
    await this.loop;
  }

  /**
   * Relays one batch. `beforeCommit` runs between the enqueue and the commit.
   *
   * @returns how many rows were relayed.
   */
  async relayBatch(beforeCommit: () => Promise<void> = () => Promise.resolve()): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const rows = await claim(tx);
      if (rows.length === 0) return 0;
      await this.queues.enqueueMany(collapse(rows).map(toRequest));
      await beforeCommit();
      return rows.length;
    });
  }

  private async run(): Promise<void> {
    let pauseMs = POLL_MS;
    while (!this.isStopping) {
      try {
        const relayed = await this.relayBatch();
        pauseMs = POLL_MS;
        if (relayed === BATCH_ROWS) continue;
      } catch (error) {
        this.errors.report('outbox relay', error);
        // While the queue or the database is away a ring must not turn into a hot loop.
        this.isRung = false;
        pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
      }
      await this.rest(pauseMs);
    }
  }

  private ring(): void {
    this.isRung = true;
    this.wake();
  }

  private async rest(pauseMs: number): Promise<void> {
    if (!this.isRung && !this.isStopping) {
      await new Promise<void>((settle) => {
        const timer = setTimeout(settle, pauseMs);
        this.wake = () => {
          if (pauseMs > POLL_MS && !this.isStopping) return;
          clearTimeout(timer);
          settle();
        };
      });
    }
    this.isRung = false;
  }
}

async function claim(tx: Transaction): Promise<OutboxRow[]> {
  const rows = await tx.query<OutboxRow>(
    `delete from outbox where id in (
       select id from outbox where available_at <= now() and job = any($2) order by available_at, id limit $1 for update skip locked)
     returning id, job, dedup_key, payload, (extract(epoch from created_at) * 1000000)::bigint as written_us`,
    // A row of a job this release does not know stays: a newer release wrote it and will take it.
    [BATCH_ROWS, [...definedJobs().keys()]],
  );
  return rows.sort((left, right) => Number(left.id) - Number(right.id));
}

/** Of rows with the same job and key the last one stands for all: they say the same thing. */
function collapse(rows: readonly OutboxRow[]): OutboxRow[] {
  const last = new Map(rows.map((row) => [row.dedup_key === null ? `#${row.id}` : `${row.job}/${row.dedup_key}`, row]));
  return [...last.values()];
}

function toRequest(row: OutboxRow): JobRequest {
  const job = definedJobs().get(row.job);
  if (!job) throw new Error(`claimed a doorbell of the unknown job ${row.job}`);
  return {
    job,
    payload: row.payload,
    // With the time, because a queue may outlive its database, and then row numbers start again.
    requestId: `${row.id}-${row.written_us}`,
    ...(row.dedup_key !== null && { dedupKey: row.dedup_key }),
  };
}
