import { z } from 'zod';
import { defineJob } from '../../../../platform/data/queue';

/** "Some people cannot be found in every way yet." */
export const indexForSearch = defineJob({ name: 'volunteers.index-for-search', payload: z.object({}) });
