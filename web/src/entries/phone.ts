import '../tokens.css';
import '../phone.css';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import { ReadTrouble } from '../api/answer';
import { isSignedIn, session, whoAmI } from '../session/session';
import { dress } from '../session/text-size';
import { allowOwnWorker, keepPagesOffline } from '../offline/register';
import { reloadOnceForUpdate } from './update';
import PhoneApp from './PhoneApp.vue';
import { phoneRoutes } from './phone-routes';

dress();
allowOwnWorker();

const router = createRouter({
  history: createWebHistory(),
  routes: phoneRoutes,
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
reloadOnceForUpdate(router);

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

createApp(PhoneApp).use(router).use(VueQueryPlugin, queries).mount('#app');
keepPagesOffline();
