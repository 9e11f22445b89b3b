import { z } from 'zod';
import { defineJob, defineSchedule } from '../../platform/queue';

/** Every few seconds; where nothing is new, nothing is written. */
const CHECKPOINT_EVERY_MS = 5_000;

/** A lane of its own: a first checkpoint over an old ledger, or an audit, takes a while and must not hold up others. */
const evidenceQueue = { name: 'evidence', concurrency: 2 };

export const makeCheckpoint = defineJob({
  name: 'evidence.checkpoint',
  payload: z.object({}),
  queue: evidenceQueue,
  attempts: 1,
});
defineSchedule({ job: makeCheckpoint, everyMs: CHECKPOINT_EVERY_MS, payload: {} });

/** Has the whole ledger audited, once a night. */
export const auditLedger = defineJob({
  name: 'evidence.audit',
  payload: z.object({}),
  queue: evidenceQueue,
  attempts: 3,
  retryDelayMs: 60_000,
});
