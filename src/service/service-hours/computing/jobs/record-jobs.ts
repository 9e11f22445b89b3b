import { z } from 'zod';
import { defineJob } from '../../../../platform/data/queue';

/** "Publicity of some records may be over: confirm what is due." */
export const recordsDue = defineJob({ name: 'service-hours.records-due', payload: z.object({}) });

/** How many posters share the volunteers; slice s owns the partitions p with p mod 4 = s. */
export const POSTING_SLICES = 4;

/** The same for the volunteers of one slice: posters of different slices never meet at an account. */
export const recordsDueInSlice = defineJob({
  name: 'service-hours.records-due-in-slice',
  payload: z.object({
    slice: z
      .int()
      .min(0)
      .max(POSTING_SLICES - 1),
  }),
});
