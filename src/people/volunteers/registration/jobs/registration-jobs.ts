import { z } from 'zod';
import { defineJob } from '../../../../platform/data/queue';

/** "Somebody has filled in the public form with the ID number of this volunteer, who is registered already." */
export const registeredAgain = defineJob({
  name: 'volunteers.registered-again',
  payload: z.object({ volunteerId: z.uuid() }),
});
