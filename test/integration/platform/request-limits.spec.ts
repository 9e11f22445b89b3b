import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleBuilder } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';

interface Sent {
  readonly method?: 'GET' | 'POST';
  readonly token?: string;
  /** X-Forwarded-For, as it reaches the service. */
  readonly from?: string;
  readonly body?: object | string;
}

async function send(booted: BootedApp, path: string, { method, token, from, body }: Sent = {}): Promise<Response> {
  return fetch(`${booted.url}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(from !== undefined && { 'x-forwarded-for': from }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** Sends the same request several times, one after the other, and answers the statuses. */
async function statuses(count: number, request: () => Promise<Response>): Promise<readonly number[]> {
  const answers: number[] = [];
  for (let index = 0; index < count; index += 1) answers.push((await request()).status);
  return answers;
}

async function expectLimited(response: Response, windowSeconds: number): Promise<void> {
  expect(response.status).toBe(429);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const body = (await response.json()) as { code: string; details: { retryAfterSeconds: number } };
  expect(body).toMatchObject({ code: 'RATE_LIMITED', title: expect.stringContaining('太频繁') as string });
  const seconds = Number(response.headers.get('retry-after'));
  expect(seconds).toBe(body.details.retryAfterSeconds);
  expect(seconds).toBeGreaterThan(windowSeconds - 20);
  expect(seconds).toBeLessThanOrEqual(windowSeconds);
}

describe('limits of requests', () => {
  let booted: BootedApp;
  let people: PeopleBuilder;

  beforeAll(async () => {
    booted = await bootApp({
      role: 'api',
      env: {
        TRUST_PROXY: 'true',
        RATE_LIMIT_PERSON: '5/90',
        RATE_LIMIT_ADDRESS: '12/80',
        RATE_LIMIT_SIGN_IN_ADDRESS: '4/70',
        RATE_LIMIT_SIGN_IN_USERNAME: '3/600',
        RATE_LIMIT_REFRESH: '2/50',
        RATE_LIMIT_REGISTRATION: '2/40',
        RATE_LIMIT_VERIFICATION: '2/30',
        RATE_LIMIT_OWN_PUNCHES: '2/25',
      },
    });
    people = new PeopleBuilder(booted);
  });
  afterAll(async () => booted.close());

  const signIn = (username: string, from: string) =>
    send(booted, '/api/v1/auth/sign-in', { from, body: { username, password: 'wrong-password' } });

  it('counts people who have signed in as themselves, over all routes, whatever their address', async () => {
    const { community } = await people.street();
    const [anna, bert] = [
      await people.staff('COMMUNITY_WORKER', community.id),
      await people.staff('COMMUNITY_WORKER', community.id),
    ];
    const me = (token: string, from: string) => send(booted, '/api/v1/auth/me', { token, from });
    expect(await statuses(3, () => me(anna.token, '10.1.0.1'))).toEqual([200, 200, 200]);
    expect(await statuses(2, () => me(anna.token, '10.1.0.2'))).toEqual([200, 200]);
    await expectLimited(await me(anna.token, '10.1.0.3'), 90);
    await expectLimited(await send(booted, '/api/v1/divisions', { token: anna.token, from: '10.1.0.1' }), 90);
    expect((await me(bert.token, '10.1.0.1')).status).toBe(200);
  });

  it('counts everybody else by address, over all routes', async () => {
    const from = '10.2.0.1';
    expect(await statuses(6, () => send(booted, '/api/v1/activities', { from }))).toEqual(Array(6).fill(200));
    expect(await statuses(6, () => send(booted, '/api/v1/activities/categories', { from }))).toEqual(
      Array(6).fill(200),
    );
    await expectLimited(await send(booted, '/api/v1/activities', { from }), 80);
    expect((await send(booted, '/api/v1/activities', { from: '10.2.0.2' })).status).toBe(200);
  });

  it('takes the address that the proxy has seen, not the one a client claims', async () => {
    const verify = (from: string) => send(booted, '/verify/AAAAAAAAAAAA', { from });
    expect(await statuses(2, () => verify('10.3.0.9, 10.3.0.1'))).toEqual([404, 404]);
    await expectLimited(await verify('10.3.0.10, 10.3.0.1'), 30);
    expect((await verify('10.3.0.1, 10.3.0.2')).status).toBe(404);
  });

  it('limits sign-in by address', async () => {
    const names = ['a.one', 'a.two', 'a.three', 'a.four'];
    for (const name of names) expect((await signIn(name, '10.4.0.1')).status).toBe(401);
    await expectLimited(await signIn('a.five', '10.4.0.1'), 70);
    expect((await signIn('a.five', '10.4.0.2')).status).toBe(401);
  });

  it('limits sign-in by username, from everywhere and however it is written', async () => {
    expect((await signIn('b.one', '10.5.0.1')).status).toBe(401);
    expect((await signIn(' B.one ', '10.5.0.2')).status).toBe(401);
    expect((await signIn('b.ONE', '10.5.0.3')).status).toBe(401);
    await expectLimited(await signIn('b.one', '10.5.0.4'), 600);
    expect((await signIn('b.two', '10.5.0.4')).status).toBe(401);
  });

  it('limits batches of own punches by person, beside the limit of all requests', async () => {
    const { unit } = await people.street();
    const { token } = await people.signedInVolunteer(unit.id);
    const punches = () => send(booted, '/api/v1/me/punch-batches', { token, body: {}, from: '10.6.2.1' });
    expect(await statuses(2, punches)).toEqual([400, 400]);
    await expectLimited(await punches(), 25);
    expect((await send(booted, '/api/v1/auth/me', { token, from: '10.6.2.1' })).status).toBe(200);
  });

  it.each([
    ['refresh', '/api/v1/auth/refresh', { refreshToken: 'nobody-has-this-token' }, 401, 50],
    ['registration', '/api/v1/volunteer-registrations', { divisionId: UNKNOWN_ID }, 400, 40],
    ['verification', '/verify/AAAAAAAAAAAA', undefined, 404, 30],
  ])('limits %s by address', async (name, path, body, usual, windowSeconds) => {
    const request = (from: string) => send(booted, path, { from, ...(body && { body }) });
    const from = `10.6.0.${String(name.length)}`;
    expect(await statuses(2, () => request(from))).toEqual([usual, usual]);
    await expectLimited(await request(from), windowSeconds);
    expect((await request('10.6.1.1')).status).toBe(usual);
  });

  it('does not count a supervisor', async () => {
    const health = () => send(booted, '/health/live', { from: '10.7.0.1' });
    expect(await statuses(20, health)).toEqual(Array(20).fill(200));
  });

  it('tells how long an account is locked', async () => {
    const { community } = await people.street();
    const clerk = await people.staff('COMMUNITY_WORKER', community.id);
    await booted
      .get(UnitOfWork)
      .run((tx) =>
        tx.query(`update user_account set locked_until = now() + interval '8 minutes' where id = $1`, [clerk.userId]),
      );
    const answer = await signIn(clerk.username, '10.8.0.1');
    expect(await answer.json()).toMatchObject({ status: 429, code: 'ACCOUNT_LOCKED' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(7 * 60);
  });
});

describe('the HTTP side as delivered', () => {
  let booted: BootedApp;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
  });
  afterAll(async () => booted.close());

  it('bears a hall: 40 residents of one address register, sign in and work within a minute', async () => {
    const people = new PeopleBuilder(booted);
    const { unit } = await people.street();
    for (let index = 0; index < 40; index += 1) {
      const body = { divisionId: UNKNOWN_ID };
      expect((await send(booted, '/api/v1/volunteer-registrations', { body })).status).toBe(400);
    }
    const residents = [];
    for (let index = 0; index < 40; index += 1) residents.push(await people.signedInVolunteer(unit.id));
    const answers = await Promise.all(
      residents.flatMap(({ token }) => Array.from({ length: 10 }, () => send(booted, '/api/v1/auth/me', { token }))),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('believes no X-Forwarded-For without a proxy', async () => {
    const close = await bootApp({ role: 'api', database: booted.database, env: { RATE_LIMIT_VERIFICATION: '2/60' } });
    try {
      let claimed = 0;
      const verify = () => send(close, '/verify/AAAAAAAAAAAA', { from: `10.9.0.${String((claimed += 1))}` });
      expect(await statuses(3, verify)).toEqual([404, 404, 429]);
    } finally {
      await close.close();
    }
  });

  it('counts nothing when limits are off, which only tests and demonstrations may ask for', async () => {
    const env = { RATE_LIMITS: 'off', NODE_ENV: 'test', RATE_LIMIT_VERIFICATION: '1/60' };
    const free = await bootApp({ role: 'api', database: booted.database, env });
    try {
      expect(await statuses(5, () => send(free, '/verify/AAAAAAAAAAAA'))).toEqual(Array(5).fill(404));
    } finally {
      await free.close();
    }
  });

  it('sends the headers that protect a browser, and forces nobody to https', async () => {
    const { headers } = await send(booted, '/health/live');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('reads bodies up to 1 MiB and refuses larger ones as a problem', async () => {
    const bodyOf = (bytes: number) => JSON.stringify({ username: 'x'.repeat(bytes - 15) });
    const path = '/api/v1/auth/sign-in';
    expect((await send(booted, path, { body: bodyOf(1_048_576) })).status).toBe(400);
    const answer = await send(booted, path, { body: bodyOf(1_048_577) });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  });
});
