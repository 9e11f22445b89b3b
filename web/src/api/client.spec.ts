/** Never answers; ends where it is told to. */
function silent(request: Request): Promise<Response> {
  return new Promise((_answer, fail) => {
    const stop = (): void => fail(new Error('stopped'));
    if (request.signal.aborted) stop();
    request.signal.addEventListener('abort', stop);
  });
}

/** The client of a page whose session has a renewal left. */
async function clientOn(fetch: unknown) {
  jest.resetModules();
  const document = { cookie: 'csrf-token=of-this-session' };
  Object.assign(globalThis, { location: { origin: 'http://127.0.0.1:1' }, document, fetch, navigator: {} });
  return (await import('./client')).api;
}

afterEach(() => jest.useRealTimers());

it('whoever asks may have less patience than the client', async () => {
  const api = await clientOn(silent);
  const limit = new AbortController();
  const asked = api.GET('/api/v1/auth/me', { signal: limit.signal });
  setTimeout(() => limit.abort(), 0);
  await expect(asked).rejects.toThrow('stopped');
});

it('also while the session is renewed, which goes on for others', async () => {
  const limit = new AbortController();
  let renews: (answer: Response) => void = () => undefined;
  const asked: string[] = [];
  const api = await clientOn((given: Request | string) => {
    asked.push(typeof given === 'string' ? given : new URL(given.url).pathname);
    if (typeof given !== 'string') return Promise.resolve(new Response(null, { status: 401 }));
    setTimeout(() => limit.abort(), 0);
    return new Promise((done) => (renews = done));
  });
  await expect(api.GET('/api/v1/auth/me', { signal: limit.signal })).rejects.toThrow('nobody asks');
  renews(new Response(null, { status: 200 }));
  expect(asked).toEqual(['/api/v1/auth/me', '/api/v1/auth/refresh']);
});

it('a renewal without an answer ends after twenty seconds, for all tabs', async () => {
  jest.useFakeTimers();
  const api = await clientOn((given: Request | string, { signal }: RequestInit = {}) =>
    typeof given === 'string' ? silent({ signal } as Request) : Promise.resolve(new Response(null, { status: 401 })),
  );
  const failed = expect(api.GET('/api/v1/auth/me')).rejects.toThrow('stopped');
  await jest.advanceTimersByTimeAsync(20_000);
  await failed;
});

it('a wrong password is refused once, and renews nothing', async () => {
  const asked: string[] = [];
  const api = await clientOn((given: Request | string) => {
    asked.push(typeof given === 'string' ? given : new URL(given.url).pathname);
    return Promise.resolve(Response.json({ code: 'CREDENTIALS_WRONG' }, { status: 401 }));
  });
  const { response } = await api.POST('/api/v1/auth/sign-in', {
    body: { username: 'li.min', password: 'wrong-horse-9' },
  });
  expect(response.status).toBe(401);
  expect(asked).toEqual(['/api/v1/auth/sign-in']);
});
