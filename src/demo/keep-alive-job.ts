import { z } from 'zod';
import { defineJob, defineSchedule } from '../platform/data/queue';

/** Puts the next shift on and fills the queues of a practice street; a later run does what an earlier one could not. */
export const keepAlive = defineJob({ name: 'practice.keep-alive', payload: z.object({}), attempts: 1 });

defineSchedule({ job: keepAlive, everyMs: 5 * 60_000, payload: {} });
