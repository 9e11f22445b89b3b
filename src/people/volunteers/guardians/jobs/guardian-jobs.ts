import { z } from 'zod';
import { defineJob, defineSchedule } from '../../../../platform/data/queue';

/** "Send the guardian of this request a link." */
export const textGuardian = defineJob({
  name: 'volunteers.text-guardian',
  payload: z.object({ requestId: z.uuid() }),
});

/** "Look which links have run out, and forget whom they were sent to." */
export const endGuardianRequests = defineJob({
  name: 'volunteers.end-guardian-requests',
  payload: z.object({}),
  attempts: 1,
});
defineSchedule({ job: endGuardianRequests, everyMs: 15 * 60_000, payload: {} });
