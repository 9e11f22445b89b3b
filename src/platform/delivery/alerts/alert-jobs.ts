import { z } from 'zod';
import { defineJob, defineSchedule } from '../../data/queue';

/** "Tell the group chat of this alert." Tried for an hour and a half: whoever is told late is still told. */
export const tellAlert = defineJob({
  name: 'alerts.tell',
  payload: z.object({ alertId: z.uuid() }),
  attempts: 11,
  retryDelayMs: 5_000,
});

/** "Look whether work was given up." */
export const watchJobs = defineJob({ name: 'alerts.watch', payload: z.object({}), attempts: 1 });
defineSchedule({ job: watchJobs, everyMs: 5 * 60_000, payload: {} });
