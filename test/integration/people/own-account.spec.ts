import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const PASSWORD = 'correct-horse-9';
const NEW_PASSWORD = 'better-horse-10';
const START = new Date('2031-03-01T02:00:00Z');

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;

beforeAll(async () => {
  booted = await bootApp({
    role: 'api',
    env: { RATE_LIMITS: 'off', NODE_ENV: 'test', SESSION_IDLE_MINUTES: '60', REQUIRE_TOTP: 'true' },
  });
  people = new PeopleBuilder(booted);
  tree = await people.street();
});
afterEach(() => booted.setNow(undefined));
afterAll(() => booted.close());

async function send(method: string, path: string, token: string | null, body?: object): Promise<Reply> {
  const response = await fetch(`${booted.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

const signIn = (username: string, password = PASSWORD, totpCode?: string) =>
  send('POST', '/auth/sign-in', null, { username, password, ...(totpCode !== undefined && { totpCode }) });
const tokenOf = ({ body }: Reply): string => String(body['accessToken']);
const outcome = ({ status, body }: Reply) => [status, body['code']];

/** What the app on the phone shows at an instant. */
function codeAt(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: at.getTime(),
  });
}

const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1_000);

async function auditOf(subjectId: string): Promise<readonly string[]> {
  const rows = await booted
    .get(UnitOfWork)
    .read<{ action: string }>('select action from audit_log where subject_id = $1 order by id', [subjectId]);
  return rows.map(({ action }) => action);
}

describe('sessions', () => {
  it('are shown with their device, and ended one by one or all others at once', async () => {
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const second = tokenOf(await signIn(worker.username));
    const third = tokenOf(await signIn(worker.username));
    const { body } = await send('GET', '/me/sessions', third);
    const items = body['items'] as { id: string; isCurrent: boolean; device: string }[];
    expect(items).toHaveLength(3);
    expect(items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    const own = (await send('GET', '/me/sessions', second)).body['items'] as typeof items;
    const secondId = own.find(({ isCurrent }) => isCurrent)?.id ?? '';
    expect((await send('POST', `/me/sessions/${secondId}/revocation`, third)).status).toBe(204);
    expect(outcome(await send('GET', '/auth/me', second))).toEqual([401, 'TOKEN_EXPIRED']);
    expect((await send('POST', '/me/sessions/others/revocation', third)).status).toBe(204);
    expect((await send('GET', '/auth/me', worker.token)).status).toBe(401);
    expect((await send('GET', '/auth/me', third)).status).toBe(200);
    expect(await auditOf(secondId)).toEqual(['identity.end-session']);
  });

  it('of others cannot be ended: nothing happens, as for an unknown one', async () => {
    const [mine, theirs] = [
      await people.staff('COMMUNITY_WORKER', tree.community.id),
      await people.staff('COMMUNITY_WORKER', tree.community.id),
    ];
    const { body } = await send('GET', '/me/sessions', theirs.token);
    const [session] = body['items'] as { id: string }[];
    for (const id of [session?.id ?? '', randomUUID()]) {
      expect((await send('POST', `/me/sessions/${id}/revocation`, mine.token)).status).toBe(204);
    }
    expect((await send('GET', '/auth/me', theirs.token)).status).toBe(200);
  });

  it('end when they were not used for as long as the setting says', async () => {
    const { username } = await people.staff('COMMUNITY_WORKER', tree.community.id);
    booted.setNow(START);
    const { body } = await signIn(username);
    const used = await signIn(username);
    booted.setNow(later(50 * 60));
    const refreshed = await send('POST', '/auth/refresh', null, { refreshToken: used.body['refreshToken'] });
    expect(refreshed.status).toBe(200);
    booted.setNow(later(61 * 60));
    expect(outcome(await send('POST', '/auth/refresh', null, { refreshToken: body['refreshToken'] }))).toEqual([
      401,
      'REFRESH_TOKEN_INVALID',
    ]);
    const again = await send('POST', '/auth/refresh', null, { refreshToken: refreshed.body['refreshToken'] });
    expect(again.status).toBe(200);
  });
});

describe('the own password', () => {
  it('is changed, and every other session ends', async () => {
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const token = tokenOf(await signIn(worker.username));
    const change = { password: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await send('POST', '/me/password', token, change)).status).toBe(204);
    expect((await send('GET', '/auth/me', token)).status).toBe(200);
    expect((await send('GET', '/auth/me', worker.token)).status).toBe(401);
    expect(outcome(await signIn(worker.username))).toEqual([401, 'CREDENTIALS_WRONG']);
    expect((await signIn(worker.username, NEW_PASSWORD)).status).toBe(200);
    expect(await auditOf(worker.userId)).toContain('identity.change-password');
  });

  it('is refused in this order', async () => {
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    for (const [code, change] of [
      ['CREDENTIALS_WRONG', { password: 'wrong-password', newPassword: PASSWORD }],
      ['PASSWORD_SAME', { password: PASSWORD, newPassword: PASSWORD }],
      ['PASSWORD_WEAK', { password: PASSWORD, newPassword: `${worker.username}${worker.username}` }],
    ] as const) {
      expect((await send('POST', '/me/password', worker.token, change)).body['code']).toBe(code);
    }
    expect((await signIn(worker.username)).status).toBe(200);
  });
});

describe('one-time codes', () => {
  let admin: SignedIn;
  let secret: string;
  let recovery: readonly string[];

  beforeAll(async () => {
    admin = await people.staff('STREET_ADMIN', tree.street.id);
  });

  it('are what an administrator has to set up before anything else, where they are required', async () => {
    expect(outcome(await send('GET', '/volunteers', admin.token))).toEqual([403, 'TOTP_SETUP_REQUIRED']);
    const auditor = await people.staff('AUDITOR', tree.street.id);
    expect(outcome(await send('GET', '/audit-log', auditor.token))).toEqual([403, 'TOTP_SETUP_REQUIRED']);
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    expect((await send('GET', '/volunteers', worker.token)).status).toBe(200);
  });

  it('count once a code has proven the secret', async () => {
    booted.setNow(START);
    admin = { ...admin, token: tokenOf(await signIn(admin.username)) };
    expect(outcome(await send('POST', '/me/totp', admin.token, { password: 'wrong-password' }))).toEqual([
      401,
      'CREDENTIALS_WRONG',
    ]);
    const setup = await send('POST', '/me/totp', admin.token, { password: PASSWORD });
    secret = String(setup.body['secret']);
    expect(setup.body['address']).toContain(secret);
    expect((await signIn(admin.username)).status).toBe(200);
    const wrong = await send('POST', '/me/totp/confirmation', admin.token, { code: '000000' });
    expect(outcome(wrong)).toEqual([401, 'TOTP_WRONG']);
    const proven = await send('POST', '/me/totp/confirmation', admin.token, { code: codeAt(secret, START) });
    recovery = proven.body['recoveryCodes'] as string[];
    expect(new Set(recovery).size).toBe(10);
    expect((await send('GET', '/volunteers', admin.token)).status).toBe(200);
    expect(outcome(await send('POST', '/me/totp', admin.token, { password: PASSWORD }))).toEqual([409, 'TOTP_SET_UP']);
  });

  it('are asked for at sign-in, after the password, and work once', async () => {
    booted.setNow(later(60));
    const code = codeAt(secret, later(60));
    expect(outcome(await signIn(admin.username))).toEqual([401, 'TOTP_REQUIRED']);
    expect(outcome(await signIn(admin.username, 'wrong-password', code))).toEqual([401, 'CREDENTIALS_WRONG']);
    expect(outcome(await signIn(admin.username, PASSWORD, codeAt(secret, START)))).toEqual([401, 'TOTP_WRONG']);
    expect((await signIn(admin.username, PASSWORD, code)).status).toBe(200);
    expect(outcome(await signIn(admin.username, PASSWORD, code))).toEqual([401, 'TOTP_WRONG']);
  });

  it('open one door only when two come with the same code at once', async () => {
    booted.setNow(later(120));
    const code = codeAt(secret, later(120));
    const replies = await Promise.all([1, 2, 3].map(() => signIn(admin.username, PASSWORD, code)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('are replaced by a recovery code, each once', async () => {
    booted.setNow(later(300));
    const code = (recovery[0] ?? '').toUpperCase();
    expect((await signIn(admin.username, PASSWORD, code)).status).toBe(200);
    expect(outcome(await signIn(admin.username, PASSWORD, code))).toEqual([401, 'TOTP_WRONG']);
  });

  it('lock the account when somebody keeps guessing', async () => {
    booted.setNow(later(600));
    for (let guess = 0; guess < 5; guess += 1) await signIn(admin.username, PASSWORD, '000000');
    expect(outcome(await signIn(admin.username, PASSWORD, codeAt(secret, later(600))))).toEqual([
      429,
      'ACCOUNT_LOCKED',
    ]);
  });

  it('stand in the database encrypted, and recovery codes as hashes', async () => {
    const rows = await booted.get(UnitOfWork).read<{ text: string }>(
      `select concat((select string_agg(t::text, '') from user_totp t), (select string_agg(r::text, '') from recovery_code r),
           (select string_agg(a::text, '') from audit_log a)) as text`,
    );
    for (const hidden of [secret, Buffer.from(secret).toString('hex'), ...recovery]) {
      expect(rows[0]?.text).not.toContain(hidden);
    }
  });

  it('are taken away with password and code', async () => {
    booted.setNow(later(2 * 3_600));
    admin = { ...admin, token: tokenOf(await signIn(admin.username, PASSWORD, recovery[1])) };
    const removal = { password: PASSWORD, code: codeAt(secret, START) };
    expect(outcome(await send('POST', '/me/totp/removal', admin.token, removal))).toEqual([401, 'TOTP_WRONG']);
    const right = { password: PASSWORD, code: codeAt(secret, later(2 * 3_600)) };
    expect((await send('POST', '/me/totp/removal', admin.token, right)).status).toBe(204);
    expect((await signIn(admin.username)).status).toBe(200);
    expect(await auditOf(admin.userId)).toEqual(
      expect.arrayContaining(['identity.set-up-totp', 'identity.remove-totp']),
    );
  });
});
