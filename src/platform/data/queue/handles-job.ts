import 'reflect-metadata';
import type { JobDefinition } from './job-definition';

/** What a handler may know about the run besides its payload. */
export interface JobRun {
  /** 1 for the first try. */
  readonly attempt: number;
  /** When the job was put into the queue. */
  readonly enqueuedAt: Date;
}

type Handler<Payload> = (payload: Payload, run: JobRun) => Promise<void>;

const HANDLES = Symbol('handles-job');

/** The job a method handles, if any. */
export function handledJob(method: object): JobDefinition | undefined {
  return Reflect.getMetadata(HANDLES, method) as JobDefinition | undefined;
}

/**
 * Marks a provider's method as the handler of a job. Every declared job needs exactly one; the application refuses to
 * start otherwise. The method may be called more than once for one doorbell.
 */
export function HandlesJob<Payload extends object>(job: JobDefinition<Payload>) {
  return (
    _target: object,
    _name: string | symbol,
    descriptor: { readonly value?: Handler<Payload> | undefined },
  ): void => {
    if (descriptor.value) Reflect.defineMetadata(HANDLES, job, descriptor.value);
  };
}
