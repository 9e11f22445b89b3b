import { z } from 'zod';
import { defineJob, defineSchedule } from '../../../platform/data/queue';

const HOUR_MS = 3_600_000;

/** "A day or a month may be over: draw its registrations for a visit." */
export const drawVisits = defineJob({ name: 'oversight.draw-visits', payload: z.object({}) });
defineSchedule({ job: drawVisits, everyMs: HOUR_MS, payload: {} });

/** "Somebody was not found: tell the phone." */
export const tellNotFound = defineJob({
  name: 'oversight.tell-not-found',
  payload: z.object({ volunteerId: z.uuid() }),
});
