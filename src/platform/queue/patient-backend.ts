import { createPostgresBackend } from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';

/** Pause after a job could not be taken, before the worker asks again. */
const PAUSE_MS = 500;

/**
 * The PostgreSQL backend, made to outlive its server's restart.
 *
 * - A worker asks again at once when its connection answers with an error that is not a network error ("terminating
 *   connection" is one); on a dead connection that error comes without any waiting, and the worker would spin without
 *   letting the process notice that the database is back. So a failed take is followed by a pause.
 * - The connection's first look at the queue's schema is kept for good, its failure too: a server that goes away during
 *   that look would leave every later call with the old error. `migrateQueue` has settled the schema before any queue is
 *   opened, so there is nothing to look at; each call simply takes a connection from the pool.
 */
export const patientPostgresBackend: typeof createPostgresBackend = (...parameters) => {
  const backend = createPostgresBackend(...parameters);
  backend.connection.waitUntilReady = () => Promise.resolve();
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
