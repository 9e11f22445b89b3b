import { randomUUID } from 'node:crypto';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const PASSWORD = 'correct-horse-9';

interface Reply {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly text: string;
  readonly body: Record<string, unknown>;
}

let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;
let worker: SignedIn;

const env = { RATE_LIMITS: 'off', NODE_ENV: 'test' };

beforeAll(async () => {
  booted = await bootApp({ role: 'api', env });
  people = new PeopleBuilder(booted);
  tree = await people.street();
  worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
});
afterAll(() => booted.close());

async function send(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
  at: BootedApp = booted,
): Promise<Reply> {
  const response = await fetch(`${at.url}/api/v1${path}`, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const cookies = response.headers.getSetCookie();
  const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, cookies, text, body: parsed };
}
const outcome = ({ status, body }: Reply) => [status, body['code']];
const signIn = (headers: Readonly<Record<string, string>>, at = booted, username = worker.username) =>
  send('POST', '/auth/sign-in', headers, { username, password: PASSWORD }, at);
/** What a browser sends back: names and values. */
const jar = ({ cookies }: Reply): string => cookies.map((cookie) => cookie.split(';')[0]).join('; ');
const csrfOf = ({ body }: Reply): string => String(body['csrfToken']);

/** A browser that has signed in: what it sends with a read, and with a change from a page of ours. */
async function browser() {
  const reply = await signIn({ 'x-session': 'cookie' });
  const read = { cookie: jar(reply) };
  return { reply, read, change: { ...read, 'x-csrf-token': csrfOf(reply), origin: booted.url } };
}
/** A change that every account may make. */
const endOthers = (headers: Readonly<Record<string, string>>) =>
  send('POST', '/me/sessions/others/revocation', headers, {});

describe('a session in cookies', () => {
  it('is opened where sign-in asks for it, and its tokens are nowhere a script can read', async () => {
    const { reply, read } = await browser();
    expect(Object.keys(reply.body).sort()).toEqual(['accessTokenExpiresInSeconds', 'csrfToken']);
    const named = Object.fromEntries(reply.cookies.map((cookie) => [cookie.split('=')[0], cookie]));
    expect(Object.keys(named).sort()).toEqual(['csrf-token', 'refresh', 'session']);
    for (const name of ['session', 'refresh']) expect(named[name]).toMatch(/Path=\/; HttpOnly; SameSite=Strict$/);
    expect(named['csrf-token']).not.toContain('HttpOnly');
    expect(named['session']).toContain('Max-Age=900');
    expect((await send('GET', '/auth/me', read)).body['displayName']).toBe('工作人员');
    expect((await send('GET', '/volunteers', read)).status).toBe(200);
  });

  it('stays out of cookies where nobody asks for it', async () => {
    const reply = await signIn({});
    expect(reply.cookies).toEqual([]);
    expect(Object.keys(reply.body).sort()).toEqual(['accessToken', 'accessTokenExpiresInSeconds', 'refreshToken']);
  });

  it('changes nothing without the CSRF token of its own session', async () => {
    const [mine, theirs] = [await browser(), await browser()];
    const forged = `${csrfOf(mine.reply).slice(0, -4)}AAAA`;
    for (const token of [undefined, '', 'made-up', forged, csrfOf(theirs.reply)]) {
      const reply = await endOthers({ ...mine.read, ...(token !== undefined && { 'x-csrf-token': token }) });
      expect(outcome(reply)).toEqual([403, 'CSRF_TOKEN_WRONG']);
    }
    expect((await send('GET', '/auth/me', theirs.read)).status).toBe(200);
    expect((await endOthers({ ...mine.read, 'x-csrf-token': csrfOf(mine.reply) })).status).toBe(204);
    expect(outcome(await send('GET', '/auth/me', theirs.read))).toEqual([401, 'TOKEN_EXPIRED']);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example.cn' }],
    ['the same host at another port', { origin: 'http://127.0.0.1:1' }],
    ['a page that hides where it is', { origin: 'null' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of the site', { 'sec-fetch-site': 'same-site' }],
  ])('changes nothing from %s', async (_, headers) => {
    const { change } = await browser();
    expect(outcome(await endOthers({ ...change, ...headers }))).toEqual([403, 'ORIGIN_FOREIGN']);
    expect(outcome(await signIn({ 'x-session': 'cookie', ...headers }))).toEqual([403, 'ORIGIN_FOREIGN']);
    expect((await endOthers({ ...change, 'sec-fetch-site': 'same-origin' })).status).toBe(204);
  });

  it('leaves bearer tokens as they were', async () => {
    const { body } = await signIn({});
    const authorization = `Bearer ${String(body['accessToken'])}`;
    for (const headers of [{}, { origin: 'https://evil.example.cn', 'sec-fetch-site': 'cross-site' }]) {
      expect((await endOthers({ authorization, ...headers })).status).toBe(204);
    }
  });

  it('counts for nothing beside an Authorization header, right or wrong', async () => {
    const other = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    const { read, change } = await browser();
    const ids = async (headers: Readonly<Record<string, string>>) =>
      (await send('GET', '/auth/me', headers)).body['userId'];
    expect(await ids({ ...read, authorization: `Bearer ${other.token}` })).toBe(other.userId);
    for (const authorization of ['Bearer made-up', 'Basic dTpw', 'Bearer', '']) {
      expect(outcome(await send('GET', '/auth/me', { ...read, authorization }))).toEqual([401, 'TOKEN_EXPIRED']);
      expect(outcome(await endOthers({ ...change, authorization }))).toEqual([401, 'TOKEN_EXPIRED']);
    }
  });

  it('is refreshed from its own cookie, with its own CSRF token, into cookies alone', async () => {
    const [mine, theirs] = [await browser(), await browser()];
    const refresh = (headers: Readonly<Record<string, string>>) => send('POST', '/auth/refresh', headers, {});
    const { change } = mine;
    const asking = { ...change, 'x-session': 'cookie' };
    expect(outcome(await refresh(change))).toEqual([401, 'REFRESH_TOKEN_INVALID']);
    expect(outcome(await refresh({ ...mine.read, 'x-session': 'cookie' }))).toEqual([403, 'CSRF_TOKEN_WRONG']);
    const foreign = { ...asking, 'x-csrf-token': csrfOf(theirs.reply) };
    expect(outcome(await refresh(foreign))).toEqual([401, 'REFRESH_TOKEN_INVALID']);
    expect(outcome(await refresh({ ...asking, origin: 'https://evil.example.cn' }))).toEqual([403, 'ORIGIN_FOREIGN']);
    const renewed = await refresh(asking);
    expect(renewed.status).toBe(200);
    expect(Object.keys(renewed.body).sort()).toEqual(['accessTokenExpiresInSeconds', 'csrfToken']);
    expect((await send('GET', '/auth/me', { cookie: jar(renewed) })).status).toBe(200);
    expect(outcome(await refresh(asking))).toEqual([401, 'REFRESH_TOKEN_REUSED']);
    const onlyRefresh = jar(theirs.reply)
      .split('; ')
      .filter((cookie) => !cookie.startsWith('session='))
      .join('; ');
    expect(outcome(await send('GET', '/auth/me', { cookie: onlyRefresh }))).toEqual([401, 'TOKEN_EXPIRED']);
    expect(outcome(await send('GET', '/auth/me', {}))).toEqual([401, 'SIGN_IN_REQUIRED']);
  });

  it('is over after signing out, and leaves no cookie behind', async () => {
    const { read, change } = await browser();
    expect(outcome(await send('POST', '/auth/sign-out', read))).toEqual([403, 'CSRF_TOKEN_WRONG']);
    const out = await send('POST', '/auth/sign-out', change);
    expect(out.status).toBe(204);
    expect(out.cookies).toHaveLength(3);
    for (const cookie of out.cookies) expect(cookie).toMatch(/^(session|refresh|csrf-token)=; Max-Age=0; Path=\//);
    expect(outcome(await send('GET', '/auth/me', read))).toEqual([401, 'TOKEN_EXPIRED']);
  });

  it('stays where a guest on the same device signs out by a token of their own', async () => {
    const { read } = await browser();
    const guest = String((await signIn({})).body['accessToken']);
    const out = await send('POST', '/auth/sign-out', { ...read, authorization: `Bearer ${guest}` });
    expect([out.status, out.cookies]).toEqual([204, []]);
    expect((await send('GET', '/auth/me', { authorization: `Bearer ${guest}` })).status).toBe(401);
    expect((await send('GET', '/auth/me', read)).status).toBe(200);
  });

  it('shows its tokens in no answer', async () => {
    const { reply, read } = await browser();
    const values = jar(reply)
      .split('; ')
      .filter((cookie) => !cookie.startsWith('csrf-token'))
      .map((cookie) => cookie.slice(cookie.indexOf('=') + 1));
    for (const path of ['/auth/me', '/me/sessions']) {
      const { text } = await send('GET', path, read);
      for (const value of values) expect(text).not.toContain(value);
    }
  });

  // Last: passport knows the application that was made last.
  it('is for this host and https alone where the service is known by https', async () => {
    const { database, runtime } = booted;
    const again = (more: object) =>
      bootApp({ role: 'api', database, secrets: runtime.secrets, env: { ...env, ...more } });
    const https = await again({ PUBLIC_URL: 'https://a.example.cn' });
    const proxied = await again({ TRUST_PROXY: '1' });
    try {
      for (const [at, headers] of [
        [https, {}],
        [proxied, { 'x-forwarded-proto': 'https' }],
      ] as const) {
        const reply = await signIn({ 'x-session': 'cookie', ...headers }, at);
        for (const cookie of reply.cookies) expect(cookie).toMatch(/^__Host-.*; Secure;/);
        expect(reply.cookies).toHaveLength(3);
        expect((await send('GET', '/auth/me', { cookie: jar(reply), ...headers }, undefined, at)).status).toBe(200);
        const unprefixed = jar(reply).replaceAll('__Host-', '');
        expect((await send('GET', '/auth/me', { cookie: unprefixed, ...headers }, undefined, at)).status).toBe(401);
      }
      const plain = await signIn({ 'x-session': 'cookie', 'x-forwarded-proto': 'https' });
      expect(plain.cookies.join()).not.toContain('Secure');
    } finally {
      await proxied.close();
      await https.close();
    }
  });
});
