/** What has been counted under a key so far. */
export interface Count {
  readonly count: number;
  /** When the window ends and counting begins anew. */
  readonly endsInMs: number;
}

/**
 * Counts within windows of time, for limits. A window begins with the first count. Nothing is kept for good: a count that
 * is lost with its process or its Redis only makes a limit begin anew.
 */
export abstract class Counters {
  /** Counts and tells the sum. Never fails. This process knows of it at once, before the promise settles. */
  abstract add(key: string, windowMs: number, amount?: number): Promise<Count>;

  /** What this process knows, without asking anybody; null before the first count. */
  abstract known(key: string): Count | null;
}
