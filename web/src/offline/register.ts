/**
 * The only script of our own that may be named at run time is the service worker: Trusted Types refuse every other. The
 * empty text is what libraries clear an element with.
 */
export function allowOwnWorker(): void {
  const factory = (window as { trustedTypes?: { createPolicy(name: string, rules: object): unknown } }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML: (text: string) => (text === '' ? text : null),
    createScriptURL: (address: string) => (address === '/sw.js' ? address : null),
  });
}

/** Plain http and WeChat on iOS have no service worker: there the open page works on, and a new one needs the network. */
export function keepPagesOffline(): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  });
}
