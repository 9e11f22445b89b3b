/** Never answers; ends where it is told to. */
function silent(request: Request): Promise<Response> {
  return new Promise((_answer, fail) => request.signal.addEventListener('abort', () => fail(new Error('stopped'))));
}

it('whoever asks may have less patience than the client', async () => {
  Object.assign(globalThis, { location: { origin: 'http://127.0.0.1:1' }, document: { cookie: '' }, fetch: silent });
  const { api } = await import('./client');
  const limit = new AbortController();
  const asked = api.GET('/api/v1/auth/me', { signal: limit.signal });
  setTimeout(() => limit.abort(), 0);
  await expect(asked).rejects.toThrow('stopped');
});
