import { z } from 'zod';
import { defineJob, defineSchedule } from '../../../platform/data/queue';

const EVERY_MS = 30 * 60_000;

/** "Look through what arrived lately for what is odd." */
export const raiseSignals = defineJob({ name: 'oversight.raise-signals', payload: z.object({}) });
defineSchedule({ job: raiseSignals, everyMs: EVERY_MS, payload: {} });
