import { newKey } from '../api/key';

/** What this device keeps; a browser that keeps nothing forgets it with the page. */
export function load(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function save(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Forgotten with the page.
  }
}

/** A random name of this browser, told with punches; browsers that keep nothing have none. */
export function deviceId(): string | undefined {
  const KEY = 'volunteer-ledger.phone';
  const kept = load(KEY);
  if (kept !== null) return kept;
  save(KEY, newKey());
  return load(KEY) ?? undefined;
}
