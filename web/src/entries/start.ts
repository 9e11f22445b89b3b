import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp, type Component } from 'vue';
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';
import { ReadTrouble } from '../api/answer';
import { isSignedIn, session, whoAmI } from '../session/session';
import { dress } from '../session/text-size';
import { reloadOnceForUpdate } from './update';

/** A refusal is an answer: only what was not reached is asked for again. */
const queries = {
  queryClientConfig: {
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (tries: number, error: Error) =>
          tries < 2 && error instanceof ReadTrouble && (error.problem === null || error.problem.status >= 500),
      },
    },
  },
};

/**
 * Opens an entry: its pages, who may see them, and what they share.
 *
 * @param guard what the entry asks before a step, beside that
 */
export function startEntry(app: Component, routes: RouteRecordRaw[], guard?: (router: Router) => void): void {
  dress();
  const router = createRouter({
    history: createWebHistory(),
    routes,
    // Back restores the place; a new page begins at its top.
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  /** Pages of one person wait for who that is; whoever is not signed in signs in first and comes back. */
  router.beforeEach(async (to) => {
    if (to.meta['own'] !== true) {
      void whoAmI();
      return true;
    }
    await whoAmI();
    if (isSignedIn.value || session.state === 'away') return true;
    location.assign(`/sign-in?next=${encodeURIComponent(to.fullPath)}`);
    return false;
  });
  guard?.(router);
  reloadOnceForUpdate(router);
  createApp(app).use(router).use(VueQueryPlugin, queries).mount('#app');
}
