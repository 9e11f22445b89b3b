import { randomUUID } from 'node:crypto';
import { PASSWORD, PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

interface Answer {
  readonly status: number;
  readonly body: { readonly accessToken?: string; readonly refreshToken?: string; readonly code?: string };
}

let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;
let key: string;
let first: string;

beforeAll(async () => {
  booted = await bootApp({ role: 'api', env: { RATE_LIMITS: 'off', NODE_ENV: 'test', SESSION_IDLE_MINUTES: '60' } });
  people = new PeopleBuilder(booted);
  tree = await people.street();
});
afterAll(() => booted.close());
beforeEach(async () => {
  booted.setNow(undefined);
  key = randomUUID();
  const { username } = await people.staff('COMMUNITY_WORKER', tree.community.id);
  first = (await post('sign-in', { username, password: PASSWORD })).body.refreshToken ?? '';
});

async function post(path: string, body: object, header?: string): Promise<Answer> {
  const response = await fetch(`${booted.url}/api/v1/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(header !== undefined && { 'idempotency-key': header }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const refresh = (refreshToken = '', header?: string): Promise<Answer> => post('refresh', { refreshToken }, header);

async function isSignedIn(accessToken = ''): Promise<boolean> {
  const { status } = await fetch(`${booted.url}/api/v1/auth/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return status === 200;
}

const reused = { status: 401, body: { code: 'REFRESH_TOKEN_REUSED' } };

describe('a refresh whose answer was lost', () => {
  it('gets the same new token under its key, however often and however much at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(first, key)));
    answers.push(await refresh(first, key));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
    for (const { body } of answers) expect(await isSignedIn(body.accessToken)).toBe(true);
    const next = await refresh(answers[0]?.body.refreshToken, randomUUID());
    expect(next.status).toBe(200);
    expect(next.body.refreshToken).not.toBe(answers[0]?.body.refreshToken);
  });

  it('may keep its key for the next token: it is another trade', async () => {
    const second = await refresh(first, key);
    const third = await refresh(second.body.refreshToken, key);
    expect(third.status).toBe(200);
    expect(third.body.refreshToken).not.toBe(second.body.refreshToken);
    expect(await refresh(second.body.refreshToken, key)).toMatchObject({
      status: 200,
      body: { refreshToken: third.body.refreshToken },
    });
  });

  it.each([
    ['under another key', () => randomUUID()],
    ['without one', () => undefined],
  ])('is a copy that somebody else has when it comes %s', async (_, otherKey) => {
    const second = await refresh(first, key);
    expect(await refresh(first, otherKey())).toMatchObject(reused);
    expect(await isSignedIn(second.body.accessToken)).toBe(false);
    expect((await refresh(second.body.refreshToken, key)).status).toBe(401);
  });

  it('is a copy when the new token has been used', async () => {
    const second = await refresh(first, key);
    const third = await refresh(second.body.refreshToken);
    expect(await refresh(first, key)).toMatchObject(reused);
    expect(await isSignedIn(third.body.accessToken)).toBe(false);
  });

  it('is a copy when it was first traded without a key', async () => {
    await refresh(first);
    expect(await refresh(first, key)).toMatchObject(reused);
  });

  it('does not outlast the time after which an idle session ends', async () => {
    await refresh(first, key);
    booted.setNow(new Date(Date.now() + 61 * 60_000));
    expect(await refresh(first, key)).toMatchObject({ status: 401, body: { code: 'REFRESH_TOKEN_INVALID' } });
  });

  it('is refused under a key that is none, and nothing is used up', async () => {
    expect(await refresh(first, 'short')).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY_KEY_REQUIRED' } });
    expect((await refresh(first)).status).toBe(200);
  });
});
