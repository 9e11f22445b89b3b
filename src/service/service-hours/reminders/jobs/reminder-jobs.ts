import { z } from 'zod';
import { defineJob, defineSchedule } from '../../../../platform/data/queue';

const MINUTE_MS = 60_000;
const nothing = z.object({});

/** "Look who is still checked in to a shift that ends about now, and who was closed by the system." */
export const remindCheckOuts = defineJob({ name: 'service-hours.remind-check-outs', payload: nothing });
defineSchedule({ job: remindCheckOuts, everyMs: MINUTE_MS, payload: {} });

/** "Look which records run out of their ten working days." */
export const remindCompletion = defineJob({ name: 'service-hours.remind-completion', payload: nothing });
defineSchedule({ job: remindCompletion, everyMs: 60 * MINUTE_MS, payload: {} });
