import { z } from 'zod';
import { defineJob } from '../../../platform/queue';

/** "Publicity of some records may be over: confirm what is due." */
export const recordsDue = defineJob({ name: 'service-hours.records-due', payload: z.object({}) });
