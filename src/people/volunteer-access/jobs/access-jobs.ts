import { z } from 'zod';
import { defineJob, defineSchedule } from '../../../platform/data/queue';

/** "Look which changes of phones have come to their day." */
export const applyPhoneChanges = defineJob({ name: 'volunteer-access.apply', payload: z.object({}), attempts: 1 });
defineSchedule({ job: applyPhoneChanges, everyMs: 5 * 60_000, payload: {} });

/** "Send the owner of an ID number that was registered again a text." */
export const textOwner = defineJob({
  name: 'volunteer-access.text-owner',
  payload: z.object({ volunteerId: z.uuid() }),
});

/** "Tell both phones of this change." */
export const tellPhones = defineJob({
  name: 'volunteer-access.tell-phones',
  payload: z.object({ changeId: z.uuid(), stage: z.enum(['ASKED', 'DECIDED', 'APPLIED']) }),
});
