import type { z } from 'zod';

/** A queue: jobs that share a lane and a limit of how many of them one process runs at a time. */
export interface QueueDefinition {
  readonly name: string;
  readonly concurrency: number;
}

/** The lane for short jobs. Jobs that take seconds (documents, exports) belong in a lane of their own. */
export const defaultQueue: QueueDefinition = { name: 'default', concurrency: 8 };

/** What a kind of job is called, where it waits, what it carries and how it is tried again. */
export interface JobDefinition<Payload extends object = object> {
  readonly name: string;
  readonly queue: QueueDefinition;
  readonly payload: z.ZodType<Payload>;
  /** How often a job is tried before it becomes a dead letter. */
  readonly attempts: number;
  /** Pause before the second try; it doubles each time, with jitter. */
  readonly retryDelayMs: number;
}

export interface ScheduleDefinition {
  readonly job: JobDefinition;
  readonly everyMs: number;
  readonly payload: object;
}

const jobs = new Map<string, JobDefinition>();
const schedules = new Map<string, ScheduleDefinition>();

/**
 * Declares a kind of job. The payload holds ids only: a job is a doorbell ("look at shift s"), and whatever it does can
 * be done again from the database. Handlers must therefore be idempotent.
 *
 * @throws Error when the name is taken.
 */
export function defineJob<Payload extends object>(options: {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  readonly queue?: QueueDefinition;
  readonly attempts?: number;
  readonly retryDelayMs?: number;
}): JobDefinition<Payload> {
  const job: JobDefinition<Payload> = {
    name: options.name,
    queue: options.queue ?? defaultQueue,
    payload: options.payload,
    attempts: options.attempts ?? 8,
    retryDelayMs: options.retryDelayMs ?? 1_000,
  };
  if (jobs.has(job.name)) throw new Error(`job ${job.name} is defined twice`);
  jobs.set(job.name, job);
  return job;
}

/** Declares that a job is rung every `everyMs` milliseconds, once for all processes together. */
export function defineSchedule<Payload extends object>(options: {
  readonly job: JobDefinition<Payload>;
  readonly everyMs: number;
  readonly payload: Payload;
}): void {
  schedules.set(options.job.name, options);
}

/** All declared jobs by name. */
export function definedJobs(): ReadonlyMap<string, JobDefinition> {
  return jobs;
}

/** All declared schedules by job name. */
export function definedSchedules(): ReadonlyMap<string, ScheduleDefinition> {
  return schedules;
}

/** The lanes of all declared jobs. */
export function definedQueues(): readonly QueueDefinition[] {
  const byName = new Map([...jobs.values()].map((job) => [job.queue.name, job.queue]));
  return [...byName.values()];
}
