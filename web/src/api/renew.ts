import { load, save } from '../session/device';
import { newKey } from './key';

/** A second session cookie is not readable here; the CSRF token of the session is. */
export function csrfToken(): string {
  return /(?:^|; )(?:__Host-)?csrf-token=([^;]+)/.exec(document.cookie)?.[1] ?? '';
}

const KEY_OF_TRY = 'volunteer-ledger.renewal';
/** How often a tab of this browser has renewed the session. */
const RENEWALS = 'volunteer-ledger.renewals';
/** A renewal that hangs would hold up all tabs: the lock is theirs, too. */
const ANSWER_LIMIT_MS = 20_000;
let running: Promise<boolean> | null = null;

/**
 * A new access token for the cookie, where the session still lives. One renewal at a time in all tabs: the refresh token
 * works once. The key of the attempt is kept until there is an answer, so that a lost answer does not end the session.
 *
 * @returns false where the session has ended. @throws where the service was not reached, or said nothing for 20 seconds.
 */
export function renewSession(): Promise<boolean> {
  running ??= alone(renew).finally(() => (running = null));
  return running;
}

async function renew(): Promise<boolean> {
  const before = csrfToken();
  if (before === '') return false;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), ANSWER_LIMIT_MS);
  const response = await fetch('/api/v1/auth/refresh', {
    method: 'POST',
    signal: limit.signal,
    credentials: 'same-origin',
    headers: {
      'Content-Type': 'application/json',
      'X-Session': 'cookie',
      'X-CSRF-Token': before,
      'Idempotency-Key': keyOfTry(),
    },
    body: '{}',
  }).finally(() => clearTimeout(timer));
  if (response.status >= 500 || response.status === 429) throw new TypeError('service not reached');
  save(KEY_OF_TRY, null);
  return response.ok;
}

/** Where the browser has locks, tabs wait for each other; a tab that waited finds the work done. */
async function alone(work: () => Promise<boolean>): Promise<boolean> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return work();
  // Counted and not timed: the clock of a phone may go back.
  const before = load(RENEWALS);
  return locks.request('volunteer-ledger.renewal', async () => {
    const now = load(RENEWALS);
    if (now !== before) return true;
    const isOpen = await work();
    if (isOpen) save(RENEWALS, String(Number(now ?? 0) + 1));
    return isOpen;
  });
}

function keyOfTry(): string {
  const kept = load(KEY_OF_TRY);
  if (kept !== null) return kept;
  const made = newKey();
  save(KEY_OF_TRY, made);
  return made;
}
