import { z } from 'zod';
import { defineJob, defineSchedule } from '../../data/queue';

/** "Look what is past its term." */
export const lapseDecisions = defineJob({ name: 'decisions.lapse', payload: z.object({}), attempts: 1 });
defineSchedule({ job: lapseDecisions, everyMs: 10 * 60_000, payload: {} });
