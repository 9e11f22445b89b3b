import { z } from 'zod';
import { defineJob } from '../../../platform/data/queue';

/** "Publicity of some old hours may be over: post what nobody objects to." */
export const openingsDue = defineJob({ name: 'openings.due', payload: z.object({}) });
