import { z } from 'zod';
import { defineJob } from '../../../../platform/data/queue';

/** "The guardian of this child agrees no longer." What the child has signed up for is taken back. */
export const guardianWithdrew = defineJob({
  name: 'volunteers.guardian-withdrew',
  payload: z.object({ volunteerId: z.uuid() }),
});
