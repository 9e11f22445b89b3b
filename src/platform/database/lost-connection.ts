const LOST_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
/** What pg and its pool say without a code; they offer nothing else to tell these errors by. */
const LOST_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client (has encountered a connection|was closed))/;

/** True where the database could not be reached or went away: nobody knows whether the last statement was carried out. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isConnectionLost);
  if (!(error instanceof Error)) return false;
  if ('driverError' in error && error.driverError !== error && isConnectionLost(error.driverError)) return true;
  if ('code' in error && typeof error.code === 'string' && LOST_CODES.has(error.code)) return true;
  return LOST_MESSAGE.test(error.message);
}
