import { shallowRef } from 'vue';
import type { Router } from 'vue-router';
import { isSomethingTyped } from '../session/unsaved';

/** Where somebody wants to go whose form holds what is not sent yet; null where nobody is asked. */
export const wayOut = shallowRef<string | null>(null);

let isByHand = false;
let allowed: string | null = null;

/** A step by a click or by going back is asked about; one that a page takes itself, when it is done, is not. */
function hand(): void {
  isByHand = true;
  setTimeout(() => (isByHand = false), 0);
}

/** Before the router hears of a step back. */
export function watchHands(): void {
  document.addEventListener('click', hand, true);
  window.addEventListener('popstate', hand);
}

/** Whoever leaves a form with something in it is asked first; conditions of the same page are no leaving. */
export function askBeforeLeaving(router: Router): void {
  router.beforeEach((to, from) => {
    const isFree = to.path === from.path || !isByHand || !isSomethingTyped() || to.fullPath === allowed;
    wayOut.value = isFree ? null : to.fullPath;
    return isFree;
  });
}

/** Goes there after all: what was typed is gone. */
export function leaveFor(router: Router): void {
  allowed = wayOut.value;
  if (allowed !== null) void router.push(allowed);
}
