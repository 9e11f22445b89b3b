import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Runtime } from '../../foundation/config/runtime';
import { UnitOfWork } from '../database/unit-of-work';
import { JobQueues, type JobDefinition } from '../queue';
import { ErrorLog } from '../../foundation/observability/error-log';

const SWEEP_EVERY_MS = 15_000;

/** A question to the database: what should have been done by now and was not? */
export interface OverdueQuestion<Payload extends object = object> {
  /** The doorbell that is rung for every answer. */
  readonly job: JobDefinition<Payload>;
  /** Answers rows of `dedup_key text, payload jsonb`. Must be quick on an idle system (use an index) and have a limit. */
  readonly sql: string;
}

interface OverdueRow {
  readonly dedup_key: string;
  readonly payload: object;
}

/**
 * Rings the doorbell of whatever is overdue, every 15 s in processes of the roles `worker` and `all`. It makes the queue
 * expendable: an emptied Redis costs one interval. Doorbells that already wait are not doubled (see dedupKey).
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly errors = new ErrorLog(new Logger(Sweeper.name));
  private readonly questions: OverdueQuestion[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly runtime: Runtime,
    private readonly unitOfWork: UnitOfWork,
    private readonly queues: JobQueues,
  ) {}

  /** Modules register their questions in onModuleInit. */
  register<Payload extends object>(question: OverdueQuestion<Payload>): void {
    this.questions.push(question);
  }

  onApplicationBootstrap(): void {
    if (this.runtime.config.role === 'api') return;
    this.running = this.tick();
  }

  private async tick(): Promise<void> {
    await this.sweep();
    this.timer = setTimeout(() => {
      this.running = this.tick();
    }, SWEEP_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    await this.running;
    clearTimeout(this.timer);
  }

  /** Asks every question once and sets the schedules up again where they are gone. Errors are logged, never thrown. */
  async sweep(): Promise<void> {
    for (const question of this.questions) {
      try {
        const rows = await this.unitOfWork.read<OverdueRow>(question.sql);
        if (rows.length === 0) continue;
        await this.queues.enqueueMany(
          rows.map(({ dedup_key: dedupKey, payload }) => ({ job: question.job, payload, dedupKey })),
        );
      } catch (error) {
        this.errors.report(`overdue question of ${question.job.name}`, error);
      }
    }
    await this.queues.endPausesFromTheFuture().catch((error: unknown) => this.errors.report('pauses of jobs', error));
    await this.queues.ensureSchedules().catch((error: unknown) => this.errors.report('job schedules', error));
  }
}
