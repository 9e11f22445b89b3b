import { ref } from 'vue';
import type { Router } from 'vue-router';
import { loadInTab, saveInTab } from '../session/device';
import { isSomethingTyped } from '../session/unsaved';

/** Why the last step led nowhere; null where it led on. */
export const stuck = ref<'offline' | 'updated' | null>(null);

const KEY = 'volunteer-ledger.reloaded-for';

/** A part of another page that cannot be fetched: the words differ from browser to browser. */
function isMissingPart(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|importing a module|module script|preload/i.test(error.message)
  );
}

/** Whether the service answers; without network a page that is loaded anew would be gone. */
async function isReached(): Promise<boolean> {
  try {
    return (await fetch('/manifest.webmanifest', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/**
 * After an update of the service an open page asks for parts that are gone: it is loaded anew, once for an address, and never
 * while something is typed in it or without network; then the page says why it stays.
 */
export function reloadOnceForUpdate(router: Router): void {
  router.onError(async (error: unknown, to) => {
    if (!isMissingPart(error)) return;
    const isAway = !(await isReached());
    if (isAway || isSomethingTyped() || loadInTab(KEY) === to.fullPath) {
      stuck.value = isAway ? 'offline' : 'updated';
      return;
    }
    saveInTab(KEY, to.fullPath);
    location.assign(to.fullPath);
  });
  router.afterEach(() => {
    stuck.value = null;
    saveInTab(KEY, null);
  });
}
