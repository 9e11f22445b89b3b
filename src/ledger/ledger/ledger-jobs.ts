import { z } from 'zod';
import type { JobDefinition } from '../../platform/data/queue';

/** Something that happened in the ledger. Whoever cares has its own job rung for it, in the posting's transaction. */
export interface LedgerEvent<Payload extends object> {
  readonly payload: z.ZodType<Payload>;
  /** Jobs that are rung, each once per event. */
  readonly bells: readonly JobDefinition<Payload>[];
  /** Has the job rung from now on. Called where the job is declared, so that the ledger knows none of its listeners. */
  rings(job: JobDefinition<Payload>): void;
}

function ledgerEvent<Payload extends object>(payload: z.ZodType<Payload>): LedgerEvent<Payload> {
  const bells: JobDefinition<Payload>[] = [];
  return { payload, bells, rings: (job) => void bells.push(job) };
}

/** These volunteers' balances have moved. */
export const ledgerPosted = ledgerEvent(z.object({ volunteerIds: z.array(z.uuid()).min(1).max(10_000) }));

/** The postings of a cause were taken back: what was issued on them has to be looked at. */
export const entriesReversed = ledgerEvent(z.object({ volunteerId: z.uuid(), causeId: z.uuid() }));
