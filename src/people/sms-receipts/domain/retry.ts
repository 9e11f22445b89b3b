/** How often a message that the gateway did not take is handed over at all. */
export const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 60_000;

/** When to try again after so many attempts, each pause four times the one before; null: not any more. */
export function nextAttemptAt(attempts: number, now: Date): Date | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  return new Date(now.getTime() + FIRST_PAUSE_MS * 4 ** (attempts - 1));
}
