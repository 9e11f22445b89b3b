import { createPostgresBackend } from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';

/** Pause after a job could not be taken, before the worker asks again. */
const PAUSE_MS = 500;

/**
 * The PostgreSQL backend, with a pause after a failed take. A worker asks again at once when its connection answers with
 * an error that is not a network error ("terminating connection" is one); on a dead connection that error comes without
 * any waiting, and the worker would spin without letting the process notice that the database is back.
 */
export const patientPostgresBackend: typeof createPostgresBackend = (...parameters) => {
  const backend = createPostgresBackend(...parameters);
  const take = backend.moveToActive.bind(backend);
  backend.moveToActive = async (...request) => {
    try {
      const taken: unknown[] = await take(...request);
      return taken;
    } catch (error) {
      await sleep(PAUSE_MS);
      throw error;
    }
  };
  return backend;
};
