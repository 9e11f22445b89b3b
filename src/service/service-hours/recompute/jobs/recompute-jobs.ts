import { z } from 'zod';
import { defineJob } from '../../../../platform/data/queue';

/** "Run r is approved: post its reversals and new entries." Rung again until none is left. */
export const applyRecompute = defineJob({
  name: 'service-hours.apply-recompute',
  payload: z.object({ runId: z.uuid() }),
});
