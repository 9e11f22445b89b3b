import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { UnrecoverableError } from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';
import { Runtime } from '../../foundation/config/runtime';
import { ErrorLog } from '../../foundation/observability/error-log';
import { definedJobs, definedQueues } from './job-definition';
import { JobHandlers } from './job-handlers';
import { QueueBackend, type JobWorker } from './queue-backend';

/** How long running jobs may take to finish after a stop was asked for; what is cut off runs again at the next start. */
const DRAIN_LIMIT_MS = 20_000;
/** Pause before a worker whose loop has ended is started again. */
const RESTART_PAUSE_MS = 500;

/** The part of a BullMQ job that a run needs. */
interface TakenJob {
  readonly name: string;
  readonly data: unknown;
  readonly attemptsMade: number;
  readonly timestamp: number;
}

/** Runs the workers of all queues in processes of the roles `worker` and `all`. */
@Injectable()
export class JobWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobWorkers.name);
  private readonly errors = new ErrorLog(this.logger);
  private readonly workers: JobWorker[] = [];

  constructor(
    private readonly runtime: Runtime,
    private readonly backend: QueueBackend,
    private readonly handlers: JobHandlers,
  ) {}

  onApplicationBootstrap(): void {
    if (this.runtime.config.role === 'api') return;
    for (const { name, concurrency } of definedQueues()) {
      const worker = this.backend.openWorker(name, (job) => this.process(job), concurrency);
      worker.on('error', (error: Error) => this.errors.report(`worker ${name}`, error));
      worker.on('failed', (job, error: Error) => {
        const isLast = job !== undefined && job.attemptsMade >= (job.opts.attempts ?? 1);
        const text = `job ${job?.name ?? '?'} ${job?.id ?? ''} failed${isLast ? ' for good' : ''}: ${error.message}`;
        if (isLast) this.logger.error(text, error.stack);
        else this.logger.warn(text);
      });
      void this.keepRunning(worker);
      this.workers.push(worker);
    }
  }

  /** Takes no more jobs and waits for the running ones; after the limit their locks are simply let go. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.workers.map((worker) => this.drain(worker)));
  }

  /** A worker whose loop ended with an error (its server went away at a bad moment) is started again. */
  private async keepRunning(worker: JobWorker): Promise<void> {
    while (!worker.closing) {
      await worker.run().catch((error: unknown) => this.errors.report(`worker ${worker.name}`, error));
      await sleep(RESTART_PAUSE_MS, undefined, { ref: false });
    }
  }

  private async drain(worker: JobWorker): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((settle) => (timer = setTimeout(settle, DRAIN_LIMIT_MS)));
    const isDrained = await Promise.race([worker.close().then(() => true), limit.then(() => false)]);
    clearTimeout(timer);
    if (!isDrained)
      this.logger.warn(`队列 ${worker.name} 里的任务没有在 ${DRAIN_LIMIT_MS / 1000} 秒内做完,下次启动会重做。`);
  }

  private async process(taken: TakenJob): Promise<void> {
    const job = definedJobs().get(taken.name);
    const handle = this.handlers.of(taken.name);
    if (!job || !handle) throw new UnrecoverableError(`no handler for job ${taken.name}`);
    const payload = job.payload.safeParse(taken.data);
    if (!payload.success)
      throw new UnrecoverableError(`payload does not fit job ${taken.name}: ${payload.error.message}`);
    await handle(payload.data, { attempt: taken.attemptsMade + 1, enqueuedAt: new Date(taken.timestamp) });
  }
}
