import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const PASSWORD = 'correct-horse-9';
const REASON = '本人持证件到窗口,已当面核实。';

// Separation is the default; what holds without it is said by the setting.
const env = { RATE_LIMITS: 'off', NODE_ENV: 'test', REQUIRE_TOTP: 'true', THREE_ADMINS: 'false' };
let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;

afterEach(() => booted.close());

async function boot(more: Readonly<Record<string, string>> = {}): Promise<void> {
  booted = await bootApp({ role: 'api', env: { ...env, ...more } });
  people = new PeopleBuilder(booted);
  tree = await people.street();
}

async function send(method: string, path: string, token: string | null, body?: object, key: string = randomUUID()) {
  const response = await fetch(`${booted.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json', 'idempotency-key': key }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}
const reset = (by: SignedIn, userId: string, key?: string) =>
  send('POST', `/users/${userId}/totp/removal`, by.token, { reason: REASON }, key);
const outcome = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];
const signIn = (username: string) => send('POST', '/auth/sign-in', null, { username, password: PASSWORD });

/** Has one-time codes from now on. */
async function withCodes<T extends SignedIn>(person: T): Promise<T> {
  const setup = await send('POST', '/me/totp', person.token, { password: PASSWORD });
  const secret = Secret.fromBase32(String(setup.body['secret']));
  const code = new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate();
  expect((await send('POST', '/me/totp/confirmation', person.token, { code })).status).toBe(200);
  return person;
}

const staff = async (...given: Parameters<PeopleBuilder['staff']>) => withCodes(await people.staff(...given));

describe('one-time codes that somebody has lost', () => {
  it('are taken away by who stands above, with a reason; every session ends', async () => {
    await boot();
    const admin = await staff('STREET_ADMIN', tree.street.id);
    const worker = await staff('COMMUNITY_WORKER', tree.community.id);
    expect(outcome(await signIn(worker.username))).toEqual([401, 'TOTP_REQUIRED']);
    const key = randomUUID();
    for (const { status, body } of [await reset(admin, worker.userId, key), await reset(admin, worker.userId, key)]) {
      expect([status, body]).toEqual([200, { userId: worker.userId }]);
    }
    expect(outcome(await send('GET', '/auth/me', worker.token))).toEqual([401, 'TOKEN_EXPIRED']);
    expect((await signIn(worker.username)).status).toBe(200);
    const lines = await booted
      .get(UnitOfWork)
      .read(
        `select actor_id as "actorId", subject_id as "subjectId", reason from audit_log where action = 'identity.reset-totp'`,
      );
    expect(lines).toEqual([{ actorId: admin.userId, subjectId: worker.userId, reason: REASON }]);
    const [left] = await booted
      .get(UnitOfWork)
      .read('select 1 from user_totp where user_id = $1 union all select 1 from recovery_code where user_id = $1', [
        worker.userId,
      ]);
    expect(left).toBeUndefined();
  });

  it('leave an administrator nothing to do but set up new ones', async () => {
    await boot();
    const system = await staff('SYSTEM_ADMIN', tree.district.id);
    const admin = await staff('STREET_ADMIN', tree.street.id);
    expect((await reset(system, admin.userId)).status).toBe(200);
    const again = await signIn(admin.username);
    const token = String(again.body['accessToken']);
    expect(outcome(await send('GET', '/volunteers', token))).toEqual([403, 'TOTP_SETUP_REQUIRED']);
  });

  it('stay where somebody else asks', async () => {
    await boot();
    const otherStreet = await people.division(tree.district, 'STREET', '河东街道');
    const [admin, system, worker, other, foreign, leader, auditor] = [
      await staff('STREET_ADMIN', tree.street.id),
      await staff('SYSTEM_ADMIN', tree.street.id),
      await staff('COMMUNITY_WORKER', tree.community.id),
      await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id),
      await staff('STREET_ADMIN', otherStreet.id),
      await people.staff('STREET_LEADER', tree.street.id),
      await staff('AUDITOR', tree.street.id),
    ];
    const resident = await people.signedInVolunteer(tree.unit.id);
    for (const [code, by, userId] of [
      ['TOTP_RESET_SELF', admin, admin.userId],
      ['USER_UNKNOWN', admin, randomUUID()],
      ['USER_UNKNOWN', foreign, worker.userId],
      ['ROLE_TOO_HIGH', admin, system.userId],
      ['PERMISSION_MISSING', worker, other.userId],
      ['PERMISSION_MISSING', leader, worker.userId],
      ['PERMISSION_MISSING', auditor, worker.userId],
      ['PERMISSION_MISSING', resident, worker.userId],
      ['TOTP_NOT_SET_UP', admin, other.userId],
    ] as const) {
      expect([code, (await reset(by, userId)).body['code']]).toEqual([code, code]);
    }
    const path = `/users/${worker.userId}/totp/removal`;
    expect((await send('POST', path, admin.token, {})).body['code']).toBe('VALIDATION_FAILED');
    expect(outcome(await signIn(worker.username))).toEqual([401, 'TOTP_REQUIRED']);
    expect((await send('GET', '/auth/me', worker.token)).status).toBe(200);
  });

  it('are the security administrator’s alone where the three administrators are separated', async () => {
    await boot({ THREE_ADMINS: '' });
    const worker = await staff('COMMUNITY_WORKER', tree.community.id);
    for (const role of ['STREET_ADMIN', 'SYSTEM_ADMIN', 'AUDITOR'] as const) {
      expect(outcome(await reset(await staff(role, tree.street.id), worker.userId))).toEqual([
        403,
        'PERMISSION_MISSING',
      ]);
    }
    const security = await staff('SECURITY_ADMIN', tree.street.id);
    const auditor = await staff('AUDITOR', tree.street.id);
    expect(outcome(await reset(security, security.userId))).toEqual([403, 'TOTP_RESET_SELF']);
    for (const { userId } of [worker, auditor]) expect((await reset(security, userId)).status).toBe(200);
  });
});
