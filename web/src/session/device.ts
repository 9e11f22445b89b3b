import { newKey } from '../api/key';

/** What this device keeps; a browser that keeps nothing forgets it with the page. */
export function load(key: string): string | null {
  return quietly(() => localStorage.getItem(key));
}

export function save(key: string, value: string | null): void {
  quietly(() => put(localStorage, key, value));
}

/** The same for this tab alone. */
export function loadInTab(key: string): string | null {
  return quietly(() => sessionStorage.getItem(key));
}

export function saveInTab(key: string, value: string | null): void {
  quietly(() => put(sessionStorage, key, value));
}

/** What somebody looked for or wrote is nothing for who signs in after them. */
export function forgetTab(): void {
  quietly(() => {
    sessionStorage.clear();
    return null;
  });
}

function put(store: Storage, key: string, value: string | null): null {
  if (value === null) store.removeItem(key);
  else store.setItem(key, value);
  return null;
}

/** Some browsers throw where they are told to keep nothing. */
function quietly<T>(use: () => T | null): T | null {
  try {
    return use();
  } catch {
    return null;
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
