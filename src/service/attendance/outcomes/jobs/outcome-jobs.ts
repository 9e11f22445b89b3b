import { z } from 'zod';
import { defineJob } from '../../../../platform/data/queue';

/** "Something about who came to shift s has changed: say again what became of its sign-ups." */
export const outcomesDue = defineJob({
  name: 'attendance.outcomes-due',
  payload: z.object({ shiftId: z.uuid() }),
});
