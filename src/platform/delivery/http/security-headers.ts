import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/**
 * The headers that every answer carries unless it sets them itself. They depend on nothing in the request, so they are
 * made once and not at each answer.
 */
export function securityHeaders(): Readonly<Record<string, string>> {
  // Answers are about people unless a route says otherwise: nobody on the way keeps a copy.
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  const response = {
    setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  const setHeaders = helmet({
    // Pilots run on plain http inside a street's network: nothing may force https there.
    contentSecurityPolicy: {
      directives: {
        upgradeInsecureRequests: null,
        scriptSrc: ["'self'", "'unsafe-inline'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    hsts: false,
  });
  // Helmet reads nothing of either, as none of these settings is a function.
  setHeaders({} as IncomingMessage, response as unknown as ServerResponse, () => undefined);
  return headers;
}
