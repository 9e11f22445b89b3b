import { z } from 'zod';
import { defineJob, defineSchedule } from '../../../platform/data/queue';

const CLEAR_EVERY_MS = 3_600_000;

/** A lane of its own: a long import must not hold up the punches' jobs. */
const importQueue = { name: 'people-imports', concurrency: 1 };

/** "Apply the next chunk of this import." Each run rings for the next one. */
export const applyImport = defineJob({
  name: 'people-imports.apply',
  payload: z.object({ importId: z.string() }),
  queue: importQueue,
});

/** "Throw away staged rows that nobody confirmed in time." */
export const clearImports = defineJob({ name: 'people-imports.clear', payload: z.object({}), queue: importQueue });
defineSchedule({ job: clearImports, everyMs: CLEAR_EVERY_MS, payload: {} });
