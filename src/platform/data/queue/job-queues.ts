import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { definedQueues, definedSchedules, type JobDefinition, type ScheduleDefinition } from './job-definition';
import { ErrorLog } from '../../foundation/observability/error-log';
import { QueueBackend, type JobQueue } from './queue-backend';

/** One doorbell on its way into the queue. */
export interface JobRequest<Payload extends object = object> {
  readonly job: JobDefinition<Payload>;
  readonly payload: Payload;
  /**
   * Requests with the same key collapse: while one waits, another adds nothing; while one runs, exactly one more run
   * follows it. A job that failed for good does not stand in the way of the next.
   */
  readonly dedupKey?: string;
  /** Makes a repeated enqueue of this very request harmless as long as the job is known to the queue. */
  readonly requestId?: string;
}

/** Where a job that failed every try lies. */
export interface DeadLetterRef {
  readonly queue: string;
  readonly id: string;
}

/** A job that failed every try. */
export interface DeadLetter extends DeadLetterRef {
  readonly job: string;
  readonly payload: unknown;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date | null;
}

const DEAD_LETTER_AGE_SECONDS = 30 * 24 * 3600;
const DEAD_LETTER_COUNT = 10_000;
/** No call to the queue's server may take longer: its callers hold a transaction or a request. */
const CALL_LIMIT_MS = 10_000;

/** So far may the clocks of two processes be apart. */
const CLOCKS_APART_MS = 60_000;
/** Jobs of a queue whose pauses are looked at in one go. */
const PAUSES_AT_ONCE = 200;

/** Puts jobs into their queues, and lists and revives those that failed for good. */
@Injectable()
export class JobQueues implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(JobQueues.name);
  private readonly errors = new ErrorLog(this.logger);
  private readonly queues = new Map<string, JobQueue>();

  constructor(private readonly backend: QueueBackend) {}

  onModuleInit(): void {
    for (const { name } of definedQueues()) this.queue(name);
    void this.backend.evictionWarning().then((warning) => warning && this.logger.warn(warning));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.queues.values()].map((queue) => withinLimit(queue.close())));
  }

  /** @throws ZodError when the payload does not fit the job; otherwise as enqueueMany. */
  async enqueue<Payload extends object>(request: JobRequest<Payload>): Promise<void> {
    await this.enqueueMany([{ ...request, payload: request.job.payload.parse(request.payload) }]);
  }

  /**
   * Puts all requests into their queues. When it throws, some may be in and some not: repeat the whole call. Payloads
   * are checked where they are written and where they are run, not here: one bad row must not hold up its neighbours.
   *
   * @throws Error when the queue's server does not answer within 10 s.
   */
  async enqueueMany(requests: readonly JobRequest[]): Promise<void> {
    const byQueue = groupByQueue(requests);
    for (const [queueName, group] of byQueue) {
      await withinLimit(this.queue(queueName).addBulk(group.map(toBulkEntry)));
    }
  }

  /** Whether the queue's server answers. */
  async ping(): Promise<void> {
    const [queue] = this.queues.values();
    if (queue) await withinLimit(queue.getJobCounts('waiting'));
  }

  /** Jobs that failed for good, the latest first, at most `limit` of each queue. */
  async deadLetters(limit = 100): Promise<DeadLetter[]> {
    const perQueue = [...this.queues].map(async ([queueName, queue]) => {
      const failed = await withinLimit(queue.getFailed(0, limit - 1));
      return failed.map((job) => ({
        queue: queueName,
        id: job.id ?? '',
        job: job.name,
        payload: job.data as unknown,
        reason: job.failedReason,
        attempts: job.attemptsMade,
        failedAt: job.finishedOn === undefined ? null : new Date(job.finishedOn),
      }));
    });
    return (await Promise.all(perQueue)).flat();
  }

  /** Tries a dead letter again from the start. Returns false when it is not there any more. */
  async reviveDeadLetter(letter: DeadLetterRef): Promise<boolean> {
    const queue = this.queues.get(letter.queue);
    if (!queue) return false;
    const job = await withinLimit(queue.getJob(letter.id));
    if (!job || !(await withinLimit(job.isFailed()))) return false;
    try {
      await withinLimit(job.retry('failed', { resetAttemptsMade: true }));
      return true;
    } catch (error) {
      // Of two who revive a letter at once the second finds it gone.
      if (await withinLimit(job.isFailed())) throw error;
      return false;
    }
  }

  /** Sets declared schedules up and removes those nobody declares any more. Cheap to repeat. */
  async ensureSchedules(): Promise<void> {
    for (const schedule of definedSchedules().values()) await withinLimit(this.ensureSchedule(schedule));
    for (const queue of this.queues.values()) {
      for (const known of await withinLimit(queue.getJobSchedulers(0, 500))) {
        if (known.key && !definedSchedules().has(known.key)) await withinLimit(queue.removeJobScheduler(known.key));
      }
    }
  }

  /**
   * Has jobs tried again whose pause was reckoned from a clock that was ahead and was set right: it would last for as long
   * as the clock was ahead, and a doorbell that waits collapses those that are rung meanwhile.
   */
  async endPausesFromTheFuture(): Promise<void> {
    const latest = Date.now() + CLOCKS_APART_MS;
    for (const queue of this.queues.values()) {
      const due = await withinLimit(queue.getDelayedCount(latest));
      for (const job of await withinLimit(queue.getDelayed(due, due + PAUSES_AT_ONCE - 1))) {
        const isFromTheFuture = job.repeatJobKey === undefined && (job.processedOn ?? 0) > latest;
        // Another process may be quicker, or the job's turn has come.
        if (isFromTheFuture) await withinLimit(job.promote().catch(() => undefined));
      }
    }
  }

  private async ensureSchedule({ job, everyMs, payload }: ScheduleDefinition): Promise<void> {
    const queue = this.queue(job.queue.name);
    const known = await queue.getJobScheduler(job.name);
    // A clock that was ahead and was set right leaves the next run so far away: begin anew.
    const isAhead = known?.next !== undefined && known.next > Date.now() + 2 * everyMs;
    if (known && Number(known.every) === everyMs && !isAhead) return;
    if (isAhead) await queue.removeJobScheduler(job.name);
    await queue.upsertJobScheduler(
      job.name,
      { every: everyMs },
      { name: job.name, data: payload, opts: jobOptions(job) },
    );
  }

  /** All queues, to be shown. */
  all(): readonly JobQueue[] {
    return [...this.queues.values()];
  }

  private queue(name: string): JobQueue {
    const known = this.queues.get(name);
    if (known) return known;
    const opened = this.backend.openQueue(name);
    opened.on('error', (error: Error) => this.errors.report(`queue ${name}`, error));
    this.queues.set(name, opened);
    return opened;
  }
}

function groupByQueue(requests: readonly JobRequest[]): Map<string, JobRequest[]> {
  const groups = new Map<string, JobRequest[]>();
  for (const request of requests) {
    const group = groups.get(request.job.queue.name);
    if (group) group.push(request);
    else groups.set(request.job.queue.name, [request]);
  }
  return groups;
}

function toBulkEntry({ job, payload, dedupKey, requestId }: JobRequest) {
  return {
    name: job.name,
    data: payload,
    opts: {
      ...jobOptions(job),
      ...(requestId !== undefined && { jobId: `${job.name}-${requestId}`.replaceAll(':', '-') }),
      ...(dedupKey !== undefined && { deduplication: { id: `${job.name}/${dedupKey}`, keepLastIfActive: true } }),
    },
  };
}

function jobOptions(job: JobDefinition) {
  return {
    attempts: job.attempts,
    backoff: { type: 'exponential', delay: job.retryDelayMs, jitter: 0.5 },
    removeOnComplete: true,
    removeOnFail: { age: DEAD_LETTER_AGE_SECONDS, count: DEAD_LETTER_COUNT },
  };
}

async function withinLimit<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`the queue did not answer within ${CALL_LIMIT_MS} ms`)), CALL_LIMIT_MS);
  });
  try {
    return await Promise.race([call, limit]);
  } finally {
    clearTimeout(timer);
  }
}
