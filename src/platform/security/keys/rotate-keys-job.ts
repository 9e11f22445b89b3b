import { z } from 'zod';
import { defineJob } from '../../data/queue';

/** "Work on this rotation for a while." */
export const rotateKeys = defineJob({ name: 'keys.rotate', payload: z.object({ rotationId: z.uuid() }) });
