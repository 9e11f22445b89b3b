/** Who asked for what, and how it was refused. */
export interface RefusedRequest {
  readonly isSignedIn: boolean;
  readonly method: string;
  /** Pattern of the route. */
  readonly path: string;
  readonly status: number;
}

/** Checking in is refused all day long (twice, too early, wrong code): no line for that, and no work in the rush. */
const PUNCHING =
  /\/(me\/(punches|punch-batches|scans)|kiosk\/.*|shifts\/:shiftId\/(punches|punch-batches|roll-calls))$/;

/**
 * Refusals that an auditor wants to see: everything about access (401, 403, 404 of something foreign), too many
 * attempts, and conflicts of commands, by which somebody signed in tries what the rules do not allow.
 */
export function isWorthALine({ isSignedIn, method, path, status }: RefusedRequest, isForeign: boolean): boolean {
  if (isForeign || status === 403) return true;
  if (PUNCHING.test(path)) return false;
  if (status === 401 || status === 429) return true;
  return status === 409 && isSignedIn && method !== 'GET';
}
