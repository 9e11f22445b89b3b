import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { RefusalLog } from '../../../src/platform/data/audit/refusal-log';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { IdentityProvider, type Twist } from '../../support/identity-provider';

const PASSWORD = 'correct-horse-9';
const CLIENT_SECRET = 'a-secret-of-the-gateway';
const PUBLIC_URL = 'https://ledger.example.cn';

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;
let gateway: IdentityProvider;

beforeAll(async () => {
  gateway = await IdentityProvider.start({ secret: CLIENT_SECRET, redirectUri: `${PUBLIC_URL}/sign-in` });
  const of = (id: string, label: string, more: object = {}) => ({
    ...{ id, label, issuer: gateway.issuer, clientId: 'ledger', clientSecret: CLIENT_SECRET },
    ...more,
  });
  const plainOAuth = (subjectField: string) => ({
    authorizationEndpoint: `${gateway.issuer}/auth`,
    tokenEndpoint: `${gateway.issuer}/token`,
    userinfoEndpoint: `${gateway.issuer}/plain/person`,
    subjectField,
    phoneField: 'data.mobile',
  });
  booted = await bootApp({
    role: 'api',
    env: {
      ...{ RATE_LIMITS: 'off', NODE_ENV: 'test', PUBLIC_URL, REQUIRE_TOTP: 'true' },
      SIGN_IN_PROVIDERS: JSON.stringify([
        of('gov', '政务服务网'),
        of('trusted', '市民卡', { scopes: 'openid phone', trustsPhone: true }),
        of('untrusted', '微信', { scopes: 'openid phone' }),
        of('fresh', '没有用过的平台'),
        of('wrong-key', '配错的平台', { clientSecret: 'not-the-secret' }),
        of('plain', '市政通', { scopes: 'basic', trustsPhone: true, oauth2: plainOAuth('data.openid') }),
        of('plain-number', '另一平台', { scopes: 'basic', oauth2: plainOAuth('code') }),
      ]),
    },
  });
  people = new PeopleBuilder(booted);
  tree = await people.street();
});
afterEach(async () => {
  booted.setNow(undefined);
  await gateway.twist('none').catch(() => undefined);
});
afterAll(async () => {
  await booted.close();
  await gateway.stop();
});

async function send(method: string, path: string, token: string | null, body?: object): Promise<Reply> {
  const response = await fetch(`${booted.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}
const outcome = ({ status, body }: Reply) => [status, body['code']];
const begin = async (providerId = 'gov') =>
  (await send('POST', '/auth/external-sign-ins', null, { providerId })).body as { address: string; ticket: string };
const complete = (ticket: string, answer: string) =>
  send('POST', '/auth/external-sign-ins/completions', null, { ticket, answer });
const nameOf = async ({ body }: Reply) =>
  (await send('GET', '/auth/me', String(body['accessToken']))).body['displayName'];

/** Signs in by a gateway, from the button to the answer. */
async function signIn(login: string, providerId?: string): Promise<Reply> {
  const { address, ticket } = await begin(providerId);
  return complete(ticket, await gateway.visit(address, login));
}

async function link(token: string, login: string, providerId = 'gov'): Promise<Reply> {
  const { body } = await send('POST', '/me/external-identities/attempts', token, { providerId });
  const answer = await gateway.visit(String(body['address']), login);
  return send('POST', '/me/external-identities', token, { ticket: body['ticket'], answer });
}

async function linked(token: string) {
  return (await send('GET', '/me/external-identities', token)).body['items'] as { id: string; label: string }[];
}

/** A worker of a community, with an identity elsewhere. */
async function linkedWorker(): Promise<SignedIn & { readonly login: string }> {
  const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
  const login = `worker.${worker.username}`;
  expect((await link(worker.token, login)).status).toBe(204);
  return { ...worker, login };
}

async function auditOf(subjectId: string): Promise<readonly { action: string; details: object }[]> {
  return booted
    .get(UnitOfWork)
    .read<{ action: string; details: object }>(
      'select action, details from audit_log where subject_id = $1 order by id',
      [subjectId],
    );
}

describe('signing in through a gateway', () => {
  it('shows the gateways by their names, and nothing else about them', async () => {
    const { body } = await send('GET', '/auth/external-providers', null);
    expect(body['items']).toContainEqual({ id: 'gov', label: '政务服务网' });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('sends the person there with PKCE, state and nonce, and back to the page of this service', async () => {
    const { searchParams } = new URL((await begin()).address);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: 'ledger',
      redirect_uri: `${PUBLIC_URL}/sign-in`,
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
  });

  it('opens the account that the person has linked while signed in', async () => {
    const worker = await linkedWorker();
    expect((await signIn(worker.login)).status).toBe(200);
    expect(await linked(worker.token)).toMatchObject([{ providerId: 'gov', label: '政务服务网' }]);
    const lines = await auditOf(worker.userId);
    expect(lines).toContainEqual({
      action: 'identity.link-external',
      details: expect.objectContaining({ providerId: 'gov', how: 'SELF' }),
    });
    expect(lines).toContainEqual({ action: 'identity.sign-in', details: { way: 'EXTERNAL:gov' } });
  });

  it('tells somebody whom nobody has linked what to do', async () => {
    const reply = await signIn('nobody');
    expect(outcome(reply)).toEqual([403, 'EXTERNAL_IDENTITY_NOT_LINKED']);
    expect(reply.body['title']).toContain('关联');
    await booted.get(RefusalLog).write();
    const [line] = await booted
      .get(UnitOfWork)
      .read("select 1 from audit_log where result = 'REFUSED' and details->>'code' = 'EXTERNAL_IDENTITY_NOT_LINKED'");
    expect(line).toBeDefined();
  });

  it('refuses who did not agree', async () => {
    const { address, ticket } = await begin();
    const answer = await gateway.visit(address, 'hesitant', 'DENY');
    expect(outcome(await complete(ticket, answer))).toEqual([401, 'EXTERNAL_SIGN_IN_DENIED']);
  });

  it('takes an answer once, within ten minutes, from whoever has begun', async () => {
    const { login } = await linkedWorker();
    const [first, second] = [await begin(), await begin()];
    const answer = await gateway.visit(first.address, login);
    expect(outcome(await complete(second.ticket, answer))).toEqual([401, 'EXTERNAL_SIGN_IN_OVER']);
    expect(outcome(await complete(randomUUID(), answer))).toEqual([401, 'EXTERNAL_SIGN_IN_OVER']);
    const replies = await Promise.all([1, 2, 3].map(() => complete(first.ticket, answer)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect(outcome(await complete(first.ticket, answer))).toEqual([401, 'EXTERNAL_SIGN_IN_OVER']);
    const late = await gateway.visit(second.address, login);
    booted.setNow(new Date(Date.now() + 10 * 60_000 + 1_000));
    expect(outcome(await complete(second.ticket, late))).toEqual([401, 'EXTERNAL_SIGN_IN_OVER']);
  });

  it.each<[string, (answer: URLSearchParams) => void]>([
    ['another state', (answer) => answer.set('state', 'x'.repeat(43))],
    ['no state', (answer) => answer.delete('state')],
  ])('refuses an answer with %s, and uses nothing up', async (_, spoil) => {
    const { login } = await linkedWorker();
    const { address, ticket } = await begin();
    const answer = await gateway.visit(address, login);
    const spoilt = new URLSearchParams(answer);
    spoil(spoilt);
    expect(outcome(await complete(ticket, spoilt.toString()))).toEqual([401, 'EXTERNAL_SIGN_IN_OVER']);
    expect((await complete(ticket, answer)).status).toBe(200);
  });

  it.each<[string, (answer: URLSearchParams) => void]>([
    ['a code of nobody', (answer) => answer.set('code', 'made-up')],
    ['no code', (answer) => answer.delete('code')],
    ['another issuer', (answer) => answer.set('iss', 'https://another.example.cn')],
    ['an error of the gateway', (answer) => answer.set('error', 'server_error')],
  ])('refuses an answer with %s', async (_, spoil) => {
    const { address, ticket } = await begin();
    const spoilt = new URLSearchParams(await gateway.visit(address, 'nobody'));
    spoil(spoilt);
    expect(outcome(await complete(ticket, spoilt.toString()))).toEqual([401, 'EXTERNAL_ANSWER_UNSOUND']);
  });

  it.each<Twist>(['nonce', 'audience', 'issuer', 'expired', 'signature'])(
    'refuses a token whose %s is not right',
    async (what) => {
      const { login } = await linkedWorker();
      await gateway.twist(what);
      expect(outcome(await signIn(login))).toEqual([401, 'EXTERNAL_ANSWER_UNSOUND']);
      await gateway.twist('anew');
      expect((await signIn(login)).status).toBe(200);
    },
  );

  it('refuses where the gateway does not know us', async () => {
    expect(outcome(await signIn('nobody', 'wrong-key'))).toEqual([401, 'EXTERNAL_ANSWER_UNSOUND']);
  });

  it('knows the gateways of its settings only', async () => {
    for (const providerId of ['unknown', 'https://evil.example.cn']) {
      const reply = await send('POST', '/auth/external-sign-ins', null, { providerId });
      expect(outcome(reply)).toEqual([404, 'EXTERNAL_PROVIDER_UNKNOWN']);
    }
  });

  it('keeps nothing that would open a sign-in or tell who somebody is elsewhere', async () => {
    const worker = await linkedWorker();
    const { address, ticket } = await begin();
    const answer = new URLSearchParams(await gateway.visit(address, worker.login));
    const [row] = await booted.get(UnitOfWork).read<{ text: string }>(
      `select concat((select string_agg(e::text, '') from external_sign_in e),
         (select string_agg(i::text, '') from external_identity i), (select string_agg(a::text, '') from audit_log a)) as text`,
    );
    for (const hidden of [ticket, answer.get('state') ?? '', answer.get('code') ?? '', worker.login]) {
      expect(row?.text).not.toContain(hidden);
    }
  });
});

describe('a phone that a gateway has checked', () => {
  const resident = (username: string, phone: string) =>
    people.volunteer(tree.unit.id, { phone, account: { username, password: PASSWORD } });

  it('opens the one account that goes by it, and links it', async () => {
    await resident('by.phone', '13700001111');
    expect(await nameOf(await signIn('first+13700001111', 'trusted'))).toBe('by.phone');
    const again = await signIn('first+13700001111', 'trusted');
    expect(await linked(String(again.body['accessToken']))).toMatchObject([{ label: '市民卡' }]);
    expect(outcome(await signIn('second+13700001111', 'trusted'))).toEqual([403, 'EXTERNAL_IDENTITY_NOT_LINKED']);
  });

  it('opens nothing where the gateway did not check it, is not trusted, or the phone is no proof', async () => {
    await resident('alone', '13700002222');
    await resident('shared.one', '13700003333');
    await resident('shared.two', '13700003333');
    for (const [login, providerId] of [
      ['a-13700002222', 'trusted'],
      ['b+13700002222', 'untrusted'],
      ['c+13700003333', 'trusted'],
      ['d+13700004444', 'trusted'],
      ['e', 'trusted'],
      ['f+1', 'trusted'],
    ] as const) {
      expect(outcome(await signIn(login, providerId))).toEqual([403, 'EXTERNAL_IDENTITY_NOT_LINKED']);
    }
  });
});

describe('a gateway of plain OAuth 2', () => {
  it('is asked whose token it has given, and opens the account that is linked', async () => {
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const { address } = await begin('plain');
    const asked = new URL(address).searchParams;
    expect([asked.get('code_challenge_method'), asked.get('scope'), asked.get('nonce')]).toEqual([
      'S256',
      'basic',
      null,
    ]);
    expect(outcome(await signIn(`plain.${worker.username}`, 'plain'))).toEqual([403, 'EXTERNAL_IDENTITY_NOT_LINKED']);
    expect((await link(worker.token, `plain.${worker.username}`, 'plain')).status).toBe(204);
    const mine = (await send('GET', '/auth/me', worker.token)).body['displayName'];
    expect(await nameOf(await signIn(`plain.${worker.username}`, 'plain'))).toBe(mine);
  });

  it('may vouch for phones, too', async () => {
    await people.volunteer(tree.unit.id, {
      phone: '13700009999',
      account: { username: 'by.mobile', password: PASSWORD },
    });
    expect(await nameOf(await signIn('mobile+13700009999', 'plain'))).toBe('by.mobile');
  });

  it.each(['nobody', 'garbled'] as const)('opens nothing where its answer is %s', async (twist) => {
    await gateway.twist(twist);
    expect(outcome(await signIn('plain.nobody', 'plain'))).toEqual([401, 'EXTERNAL_ANSWER_UNSOUND']);
  });

  it('takes a number for a name', async () => {
    expect(outcome(await signIn('plain.anybody', 'plain-number'))).toEqual([403, 'EXTERNAL_IDENTITY_NOT_LINKED']);
  });
});

describe('a linked identity', () => {
  it('belongs to one account, and an account has one of each gateway', async () => {
    const [one, other] = [await linkedWorker(), await people.staff('COMMUNITY_WORKER', tree.community.id)];
    expect(outcome(await link(other.token, one.login))).toEqual([409, 'EXTERNAL_IDENTITY_TAKEN']);
    expect(outcome(await link(one.token, 'somebody.else'))).toEqual([409, 'EXTERNAL_PROVIDER_LINKED']);
    expect((await link(one.token, one.login)).status).toBe(204);
    expect(await linked(one.token)).toHaveLength(1);
    expect(await linked(other.token)).toEqual([]);
  });

  it('is unlinked by its owner alone', async () => {
    const [one, other] = [await linkedWorker(), await linkedWorker()];
    const [identity] = await linked(one.token);
    const remove = (token: string) => send('POST', `/me/external-identities/${identity?.id ?? ''}/removal`, token, {});
    expect((await remove(other.token)).status).toBe(204);
    expect((await signIn(one.login)).status).toBe(200);
    expect((await remove(one.token)).status).toBe(204);
    expect(outcome(await signIn(one.login))).toEqual([403, 'EXTERNAL_IDENTITY_NOT_LINKED']);
    expect((await auditOf(one.userId)).map(({ action }) => action)).toContain('identity.unlink-external');
    expect((await link(other.token, one.login)).body['code']).toBe('EXTERNAL_PROVIDER_LINKED');
  });

  it('is linked by whoever has begun to link, and by no sign-in', async () => {
    const [one, other] = [
      await people.staff('COMMUNITY_WORKER', tree.community.id),
      await people.staff('COMMUNITY_WORKER', tree.community.id),
    ];
    const { body } = await send('POST', '/me/external-identities/attempts', one.token, { providerId: 'gov' });
    const ticket = String(body['ticket']);
    const answer = await gateway.visit(String(body['address']), `link.${one.username}`);
    const over = [401, 'EXTERNAL_SIGN_IN_OVER'];
    expect(outcome(await complete(ticket, answer))).toEqual(over);
    expect(outcome(await send('POST', '/me/external-identities', other.token, { ticket, answer }))).toEqual(over);
    expect((await send('POST', '/me/external-identities', one.token, { ticket, answer })).status).toBe(204);
    const begun = await begin();
    const theirs = await gateway.visit(begun.address, `link.${other.username}`);
    const stolen = { ticket: begun.ticket, answer: theirs };
    expect(outcome(await send('POST', '/me/external-identities', other.token, stolen))).toEqual(over);
  });

  it('opens no account that is locked or closed', async () => {
    const worker = await linkedWorker();
    for (let guess = 0; guess < 5; guess += 1) {
      await send('POST', '/auth/sign-in', null, { username: worker.username, password: 'wrong-password' });
    }
    const locked = await signIn(worker.login);
    expect(outcome(locked)).toEqual([429, 'ACCOUNT_LOCKED']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    await booted
      .get(UnitOfWork)
      .run((tx) => tx.query("update user_account set status = 'DISABLED' where id = $1", [worker.userId]));
    expect(outcome(await signIn(worker.login))).toEqual([403, 'EXTERNAL_IDENTITY_NOT_LINKED']);
  });
});

describe('one-time codes', () => {
  const codeAt = (secret: string, at: Date): string =>
    new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({
      timestamp: at.getTime(),
    });

  it('are what an administrator has to set up first, and are asked for behind the gateway too', async () => {
    const admin = await people.staff('STREET_ADMIN', tree.street.id);
    const login = `admin.${admin.username}`;
    await link(admin.token, login);
    const token = String((await signIn(login)).body['accessToken']);
    expect(outcome(await send('GET', '/volunteers', token))).toEqual([403, 'TOTP_SETUP_REQUIRED']);
    const setup = await send('POST', '/me/totp', token, { password: PASSWORD });
    const secret = String(setup.body['secret']);
    const now = new Date();
    await send('POST', '/me/totp/confirmation', token, { code: codeAt(secret, now) });

    booted.setNow(new Date(now.getTime() + 60_000));
    const { address, ticket } = await begin();
    const answer = await gateway.visit(address, login);
    const second = (totpCode: string) =>
      send('POST', '/auth/external-sign-ins/second-factors', null, { ticket, totpCode });
    const code = codeAt(secret, new Date(now.getTime() + 60_000));
    expect(outcome(await second(code))).toEqual([401, 'EXTERNAL_SIGN_IN_OVER']);
    expect(outcome(await complete(ticket, answer))).toEqual([401, 'TOTP_REQUIRED']);
    expect(outcome(await second('000000'))).toEqual([401, 'TOTP_WRONG']);
    const opened = await second(code);
    expect(opened.status).toBe(200);
    expect((await send('GET', '/volunteers', String(opened.body['accessToken']))).status).toBe(200);
    expect(outcome(await second(code))).toEqual([401, 'EXTERNAL_SIGN_IN_OVER']);
  });

  it('lock the account when somebody keeps guessing behind the gateway', async () => {
    const worker = await linkedWorker();
    const { body } = await send('POST', '/me/totp', worker.token, { password: PASSWORD });
    await send('POST', '/me/totp/confirmation', worker.token, { code: codeAt(String(body['secret']), new Date()) });
    const { address, ticket } = await begin();
    await complete(ticket, await gateway.visit(address, worker.login));
    const guess = () => send('POST', '/auth/external-sign-ins/second-factors', null, { ticket, totpCode: '000000' });
    for (let count = 0; count < 5; count += 1) expect((await guess()).status).toBe(401);
    expect(outcome(await guess())).toEqual([429, 'ACCOUNT_LOCKED']);
  });
});

describe('a gateway that is away', () => {
  it('is said to be, before and after the visit; other ways stay open', async () => {
    const { address, ticket } = await begin();
    const answer = await gateway.visit(address, 'nobody');
    await gateway.stop();
    const replies = [
      await complete(ticket, answer),
      await send('POST', '/auth/external-sign-ins', null, { providerId: 'fresh' }),
    ];
    for (const reply of replies) {
      expect(outcome(reply)).toEqual([503, 'EXTERNAL_PROVIDER_AWAY']);
      expect(reply.headers.get('retry-after')).not.toBeNull();
    }
    expect((await people.staff('COMMUNITY_WORKER', tree.community.id)).token).toMatch(/^ey/);
  });
});
