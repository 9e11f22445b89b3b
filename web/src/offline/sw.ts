import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & { readonly __KEPT: { url: string; revision: string | null }[] };

/** The phone entry opens without network; what it shows then comes from what the page itself has kept. */
precacheAndRoute(self.__KEPT);
cleanupOutdatedCaches();

const SHELL = 'volunteer-ledger-shell';

/** Kept from the start: who loses the network on the first day still gets the page back. */
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((shells) => shells.add('/m')));
});

/** Only addresses of the phone entry; pages of the server (scan, kiosk, verification) are never answered from here. */
const own = [/^\/$/, /^\/m(\/|$)/, /^\/a\//];
const theirs = [/^\/p\//, /^\/kiosk/, /^\/api\//];

registerRoute(
  new NavigationRoute(
    async ({ request }) => {
      const shells = await caches.open(SHELL);
      try {
        const fresh = await fetch(request);
        if (fresh.ok && !fresh.redirected) await shells.put('/m', fresh.clone());
        return fresh;
      } catch (error) {
        const kept = (await shells.match('/m')) ?? (await matchPrecache('/m'));
        if (kept) return kept;
        throw error;
      }
    },
    { allowlist: own, denylist: theirs },
  ),
);
