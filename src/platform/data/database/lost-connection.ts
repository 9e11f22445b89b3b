import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

const LOST_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
/** What pg and its pool say without a code; there is nothing else to go by. */
const LOST_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client (has encountered a connection|was closed))/;
/** TypeORM's runner lets go of a lost connection, and then has none: to begin with, or for the next statement, COMMIT too. */
const LET_GO = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** True where the database could not be reached or went away: nobody knows whether the last statement was carried out. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isConnectionLost);
  if (!(error instanceof Error)) return false;
  if ('driverError' in error && error.driverError !== error && isConnectionLost(error.driverError)) return true;
  if ('code' in error && typeof error.code === 'string' && LOST_CODES.has(error.code)) return true;
  // The socket of the embedded server goes and comes with the server.
  if ('syscall' in error && error.syscall === 'connect') return true;
  return LET_GO.some((kind) => error instanceof kind) || LOST_MESSAGE.test(error.message);
}
