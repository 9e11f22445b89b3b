import { shallowRef } from 'vue';
import type { RouteLocationNormalized, Router } from 'vue-router';
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

/** Before the router hears of a step back. Keys open things, too: a number on 待办, Enter in the find box. */
export function watchHands(): void {
  document.addEventListener('click', hand, true);
  document.addEventListener('keydown', hand, true);
  window.addEventListener('popstate', hand);
}

/** Parts of an address that choose what a page is about: another value is another form. Conditions of a list are none. */
const CHOOSES = ['at', 'shift', 'id'] as const;

function isSamePlace(to: RouteLocationNormalized, from: RouteLocationNormalized): boolean {
  return to.path === from.path && CHOOSES.every((name) => to.query[name] === from.query[name]);
}

/** Whoever leaves a form with something in it is asked first; conditions of the same page are no leaving. */
export function askBeforeLeaving(router: Router): void {
  router.beforeEach((to, from) => {
    const isAllowed = to.fullPath === allowed;
    allowed = null;
    const isFree = isSamePlace(to, from) || !isByHand || !isSomethingTyped() || isAllowed;
    wayOut.value = isFree ? null : to.fullPath;
    return isFree;
  });
}

/** Goes there after all: what was typed is gone. */
export function leaveFor(router: Router): void {
  allowed = wayOut.value;
  if (allowed !== null) void router.push(allowed);
}
