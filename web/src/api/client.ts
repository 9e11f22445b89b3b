import createClient from 'openapi-fetch';
import { csrfToken, renewSession } from './renew';
import type { paths } from './schema';

const ANSWER_LIMIT_MS = 30_000;

let tellEnd = (): void => undefined;

/** @param tell called where a request found that the session has ended. */
export function onSessionEnd(tell: () => void): void {
  tellEnd = tell;
}

/** Every request of the pages: cookies carry the session, a header says that the page is ours, a late answer is none. */
async function send(request: Request): Promise<Response> {
  const spare = request.clone();
  const response = await once(request);
  if (response.status !== 401 || !(await isSessionOver(response))) return response;
  const isOpen = await whileAsked(request.signal, renewSession());
  if (isOpen) return once(spare);
  tellEnd();
  return response;
}

/** Some refusals have the same status and another reason: a wrong password is not sent a second time. */
async function isSessionOver(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
  return code === null || code === 'SIGN_IN_REQUIRED' || code === 'TOKEN_EXPIRED';
}

async function once(request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set('X-Session', 'cookie');
  headers.set('X-CSRF-Token', csrfToken());
  const limit = new AbortController();
  const stop = (): void => limit.abort();
  const timer = setTimeout(stop, ANSWER_LIMIT_MS);
  // A new signal takes the place of that of who asks, which may have less patience.
  request.signal.addEventListener('abort', stop);
  if (request.signal.aborted) stop();
  try {
    return await fetch(new Request(request, { headers, signal: limit.signal, credentials: 'same-origin' }));
  } finally {
    clearTimeout(timer);
  }
}

/** Whoever asks may give up while the session is renewed; the renewal goes on for the others. */
function whileAsked<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((done, fail) => {
    const stop = (): void => fail(new DOMException('nobody asks any longer', 'AbortError'));
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    work.then(done, fail);
  });
}

/** The generated client: addresses, queries and bodies are checked against the document of the service. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });
