import { randomUUID } from 'node:crypto';
import { SendInvitation } from '../../../src/platform/security/accounts/send-invitation';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const NEW_PASSWORD = 'better-horse-10';
let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;
let admin: SignedIn;

beforeAll(async () => {
  // Practice shows the link; elsewhere nobody but its person sees it (nobody-alone/02-accounts.spec).
  booted = await bootApp({ role: 'api', mode: 'PRACTICE', env: { RATE_LIMITS: 'off', NODE_ENV: 'test' } });
  people = new PeopleBuilder(booted);
  tree = await people.street();
  admin = await people.staff('STREET_ADMIN', tree.street.id);
});
afterEach(() => booted.setNow(undefined));
afterAll(() => booted.close());

async function post(path: string, token: string | null, body: object = {}) {
  const response = await fetch(`${booted.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const invite = (userId: string, by = admin) => post(`/users/${userId}/invitations`, by.token);
const accept = (token: unknown, password = NEW_PASSWORD) =>
  post('/auth/invitations/acceptances', null, { token, password });
const signIn = (username: string, password: string) => post('/auth/sign-in', null, { username, password });

describe('an invitation', () => {
  it('sets the password once, and ends every session', async () => {
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const { status, body } = await invite(clerk.userId);
    expect(status).toBe(201);
    expect(body['link']).toBe(`${booted.runtime.config.publicUrl}/invitation#${String(body['token'])}`);
    expect((await accept(body['token'])).body).toEqual({ username: clerk.username });
    expect((await accept(body['token'], 'another-horse-11')).body['code']).toBe('INVITATION_INVALID');
    expect((await signIn(clerk.username, NEW_PASSWORD)).status).toBe(200);
    const me = await fetch(`${booted.url}/api/v1/auth/me`, { headers: { authorization: `Bearer ${clerk.token}` } });
    expect(me.status).toBe(401);
  });

  it('is used by one of many who come at once', async () => {
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const { body } = await invite(clerk.userId);
    const replies = await Promise.all([1, 2, 3].map(() => accept(body['token'])));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  });

  it('works for seven days, until a newer one is made, and only with a good password', async () => {
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const first = await invite(clerk.userId);
    const second = await invite(clerk.userId);
    expect((await accept(first.body['token'])).body['code']).toBe('INVITATION_INVALID');
    expect((await accept('nobody-has-this-token')).body['code']).toBe('INVITATION_INVALID');
    expect((await accept(second.body['token'], 'aaaaaaaaaa')).body['code']).toBe('PASSWORD_WEAK');
    booted.setNow(new Date(Date.now() + 7 * 86_400_000 + 1_000));
    expect((await accept(second.body['token'])).body['code']).toBe('INVITATION_INVALID');
  });

  it('is made by whoever stands above all that the account is, and by nobody else', async () => {
    const otherStreet = await people.division(tree.district, 'STREET', '河东街道');
    const foreign = await people.staff('STREET_ADMIN', otherStreet.id);
    const system = await people.staff('SYSTEM_ADMIN', tree.street.id);
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const resident = await people.signedInVolunteer(tree.unit.id);
    const [account] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select id from user_account where volunteer_id = $1', [resident.volunteerId]);
    const residentId = account?.id ?? '';
    for (const [code, userId, by] of [
      ['PERMISSION_MISSING', residentId, worker],
      ['USER_UNKNOWN', randomUUID(), admin],
      ['INVITATION_SELF', admin.userId, admin],
      ['USER_UNKNOWN', worker.userId, foreign],
      ['USER_UNKNOWN', residentId, foreign],
      ['ROLE_TOO_HIGH', system.userId, admin],
    ] as const) {
      expect((await invite(userId, by)).body['code']).toBe(code);
    }
    expect((await invite(residentId)).status).toBe(201);
  });

  it('leaves its token nowhere', async () => {
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const actor = { ...PeopleBuilder.actor('STREET_ADMIN', tree.street) };
    const { token } = await booted.get(SendInvitation).invite(actor, clerk.userId);
    const [row] = await booted.get(UnitOfWork).read<{ text: string }>(
      `select concat((select string_agg(i::text, '') from invitation i), (select string_agg(a::text, '') from audit_log a),
         (select string_agg(c::text, '') from command_key c)) as text`,
    );
    expect(row?.text).not.toContain(token);
    expect(row?.text).toContain('identity.invite');
  });
});
