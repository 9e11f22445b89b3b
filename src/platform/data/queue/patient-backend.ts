import { createPostgresBackend } from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';

/** A worker that stops renewing its locks loses its jobs to others after this long. */
export const LOCK_MS = 10_000;
/** Pause after a job could not be taken, before the worker asks again. */
const PAUSE_MS = 500;

/** Parameters: queue, now and the time of a lock in ms. */
const bringBackTimes = `
  with looked as (
    delete from meta where queue = $1 and field = 'stalled-check' and value::bigint > $2::bigint)
  update job set locked_until_ms = $2::bigint + $3
  where queue = $1 and state = 'active' and locked_until_ms > $2::bigint + 2 * $3`;

/**
 * The PostgreSQL backend, made to outlive its server's restart.
 *
 * - A worker asks again at once when its connection answers with an error that is not a network error ("terminating
 *   connection" is one); on a dead connection that error comes without any waiting, and the worker would spin without
 *   letting the process notice that the database is back. So a failed take is followed by a pause.
 * - The connection's first look at the queue's schema is kept for good, its failure too: a server that goes away during
 *   that look would leave every later call with the old error. `migrateQueue` has settled the schema before any queue is
 *   opened, so there is nothing to look at; each call simply takes a connection from the pool.
 * - Times in the queue are those of the processes' clocks. A clock that was ahead and was set right leaves times behind that
 *   lie in the future: the mark of the last look at stalled jobs, which keeps anybody from looking before it, and locks of
 *   processes that are gone. Each would hold up its jobs for as long as the clock was ahead. So what is further ahead than it
 *   can be is brought back before each look (schedules and pauses, on either server: `JobQueues`).
 */
export const patientPostgresBackend: typeof createPostgresBackend = (...parameters) => {
  const backend = createPostgresBackend(...parameters);
  const [queueName] = parameters;
  const look = backend.moveStalledJobsToWait.bind(backend);
  backend.moveStalledJobsToWait = async () => {
    await backend.connection.pool.query(bringBackTimes, [queueName, Date.now(), LOCK_MS]);
    return look();
  };
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
