import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { definedJobs, type JobDefinition } from './job-definition';
import { handledJob, type JobRun } from './handles-job';

export type BoundHandler = (payload: object, run: JobRun) => Promise<void>;

interface Found {
  readonly job: JobDefinition;
  readonly place: string;
  readonly handle: BoundHandler;
}

/** Finds the handler of every declared job and refuses a registry with a gap or a doubt. */
@Injectable()
export class JobHandlers implements OnModuleInit {
  private handlers: ReadonlyMap<string, BoundHandler> = new Map();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const found = this.findAll();
    const complaints = registryComplaints(
      [...definedJobs().keys()],
      found.map(({ job, place }) => ({ name: job.name, place })),
    );
    if (complaints.length > 0) throw new Error(`job registry: ${complaints.join('; ')}`);
    this.handlers = new Map(found.map(({ job, handle }) => [job.name, handle]));
  }

  of(jobName: string): BoundHandler | undefined {
    return this.handlers.get(jobName);
  }

  private findAll(): Found[] {
    const found: Found[] = [];
    for (const { instance, name } of this.discovery.getProviders() as { instance: unknown; name: unknown }[]) {
      if (typeof instance !== 'object' || instance === null) continue;
      const prototype: unknown = Object.getPrototypeOf(instance);
      if (typeof prototype !== 'object' || prototype === null) continue;
      for (const key of this.scanner.getAllMethodNames(prototype)) {
        const method: unknown = Reflect.get(prototype, key);
        if (typeof method !== 'function') continue;
        const job = handledJob(method);
        if (!job) continue;
        const handle: BoundHandler = async (payload, run) => {
          await Reflect.apply(method, instance, [payload, run]);
        };
        found.push({ job, place: `${String(name)}.${key}`, handle });
      }
    }
    return found;
  }
}

/** Says what is wrong with a registry: declared jobs without a handler or with two, handlers of unknown jobs. */
export function registryComplaints(
  declared: readonly string[],
  handlers: readonly { readonly name: string; readonly place: string }[],
): readonly string[] {
  const missing = declared.filter((name) => !handlers.some((handler) => handler.name === name));
  const doubled = declared.filter((name) => handlers.filter((handler) => handler.name === name).length > 1);
  const unknown = handlers.filter((handler) => !declared.includes(handler.name));
  const places = (name: string): string =>
    handlers
      .filter((handler) => handler.name === name)
      .map(({ place }) => place)
      .join(', ');
  return [
    ...missing.map((name) => `${name} has no handler`),
    ...doubled.map((name) => `${name} has several handlers: ${places(name)}`),
    ...unknown.map(({ name, place }) => `${place} handles ${name}, which nobody declared`),
  ];
}
