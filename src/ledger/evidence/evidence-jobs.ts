import { z } from 'zod';
import { defineJob, defineSchedule } from '../../platform/data/queue';

/** Every few seconds; where nothing is new, nothing is written. */
const CHECKPOINT_EVERY_MS = 5_000;

/** A lane of its own: a first checkpoint over an old ledger takes a while and must not hold up others. */
const evidenceQueue = { name: 'evidence', concurrency: 1 };
/** Audits go one after the other in a process, and hold up no checkpoint. */
const auditQueue = { name: 'audits', concurrency: 1 };

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
  queue: auditQueue,
  attempts: 3,
  retryDelayMs: 60_000,
});

/** Has it audited because somebody asked for it. */
export const requestedAudit = defineJob({
  name: 'evidence.requested-audit',
  payload: z.object({ requestId: z.uuid() }),
  queue: auditQueue,
  attempts: 5,
  retryDelayMs: 5_000,
});
