import type { Router } from 'vue-router';
import { isSomethingTyped } from '../session/unsaved';

/**
 * After an update of the service an open page asks for parts that are gone: it is loaded anew, once, and never while
 * something is typed in it.
 */
export function reloadOnceForUpdate(router: Router): void {
  const KEY = 'volunteer-ledger.reloaded-for';
  const reload = (target: string): void => {
    if (isSomethingTyped() || sessionStorage.getItem(KEY) === target) return;
    sessionStorage.setItem(KEY, target);
    location.assign(target);
  };
  window.addEventListener('vite:preloadError', (event) => event.preventDefault());
  router.onError((error: unknown, to) => {
    if (error instanceof Error && /import|module|fetch/i.test(error.message)) reload(to.fullPath);
  });
}
