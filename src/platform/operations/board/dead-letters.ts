import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../data/database/commands';
import { requirePermission } from '../../security/identity/access';
import type { Actor } from '../../foundation/actor/actor';
import { type DeadLetter, type DeadLetterRef, JobQueues } from '../../data/queue';
import { operationsErrors } from './errors';

export interface RetryOutcome {
  /** Letters that wait for a worker again. */
  readonly retried: number;
  /** Letters that were not there any more: somebody else was quicker, or they were dropped for their age. */
  readonly gone: number;
}

/** Jobs that failed every try: an operator reads why, mends the cause and has them tried again. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly queues: JobQueues,
    private readonly commands: Commands,
  ) {}

  /** The latest first, at most `limit` of each queue. @throws PERMISSION_MISSING, QUEUE_UNREACHABLE */
  async list(actor: Actor, limit: number): Promise<readonly DeadLetter[]> {
    requirePermission(actor, 'system.operate');
    return reachable(this.queues.deadLetters(limit));
  }

  /**
   * Puts the letters back to where jobs wait, with all their tries. The queue does not take part in the transaction; a
   * letter that was revived by a command which then failed is merely rung, and handlers are idempotent.
   *
   * @throws PERMISSION_MISSING, QUEUE_UNREACHABLE
   */
  async retry(context: CommandContext, letters: readonly DeadLetterRef[]): Promise<RetryOutcome> {
    requirePermission(context.actor, 'system.operate');
    return this.commands.run(context, 'jobs.retry', { letters }, async () => {
      let retried = 0;
      for (const letter of letters) if (await reachable(this.queues.reviveDeadLetter(letter))) retried += 1;
      return { retried, gone: letters.length - retried };
    });
  }
}

async function reachable<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch {
    throw operationsErrors.refuse('QUEUE_UNREACHABLE');
  }
}
