import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { AccountPhones } from '../../../src/platform/security/accounts';
import { Invitations } from '../../../src/platform/security/identity/invitations';
import { Sessions } from '../../../src/platform/security/identity/sessions';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { PASSWORD, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

/** Suspending takes all power away by the word of one; nobody does it to themselves, and it comes back by the word of two. */
const REASON = '手机丢失，先停用';
let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;
let first: SignedIn;
let second: SignedIn;

beforeAll(async () => {
  booted = await bootApp({ role: 'api', env: { RATE_LIMITS: 'off', NODE_ENV: 'test' } });
  people = new PeopleBuilder(booted);
  tree = await people.street();
  first = await people.staff('SECURITY_ADMIN', tree.street.id);
  second = await people.staff('SECURITY_ADMIN', tree.street.id);
});
afterAll(() => booted.close());

async function send(method: string, path: string, token: string | null, body?: object, key = randomUUID()) {
  const response = await fetch(`${booted.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json', 'idempotency-key': key }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, body: answer, outcome: [response.status, answer['code']] };
}
const suspend = (by: SignedIn, userId: string) =>
  send('POST', `/users/${userId}/suspension`, by.token, { reason: REASON });
const askBack = (by: SignedIn, userId: string) =>
  send('POST', `/users/${userId}/suspension/ending`, by.token, { reason: '手机找到了' });
const signIn = (username: string, password = PASSWORD) => send('POST', '/auth/sign-in', null, { username, password });

describe('an account that is suspended', () => {
  it('has no power from this moment on, and only whoever knows the password is told why', async () => {
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    expect((await suspend(first, worker.userId)).status).toBe(201);
    expect((await send('GET', '/auth/me', worker.token)).status).toBe(401);
    expect((await signIn(worker.username)).outcome).toEqual([403, 'ACCOUNT_SUSPENDED']);
    expect((await signIn(worker.username, 'wrong-horse-1')).outcome).toEqual([401, 'CREDENTIALS_WRONG']);
    expect((await send('GET', `/users/${worker.userId}`, first.token)).body).toMatchObject({
      ...{ isActive: false, isSuspended: true },
      grants: [{ role: 'COMMUNITY_WORKER' }],
    });
    expect((await send('POST', `/users/${worker.userId}/invitations`, first.token, {})).status).toBe(404);
    const [line] = await booted
      .get(UnitOfWork)
      .read<{ reason: string }>(`select reason from audit_log where action = 'identity.suspend' and subject_id = $1`, [
        worker.userId,
      ]);
    expect(line?.reason).toBe(REASON);
  });

  it('is not one’s own, nor one that stands above or elsewhere', async () => {
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    expect((await suspend(first, first.userId)).outcome).toEqual([403, 'SUSPEND_SELF']);
    expect((await suspend(worker, first.userId)).outcome).toEqual([403, 'PERMISSION_MISSING']);
  });

  it('comes back by the word of two, and not by that of the one who asks', async () => {
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    expect((await askBack(first, worker.userId)).outcome).toEqual([404, 'USER_UNKNOWN']);
    await suspend(first, worker.userId);
    const { body } = await askBack(first, worker.userId);
    const decide = (by: SignedIn) =>
      send('POST', `/decisions/${String(body['decisionId'])}/decisions`, by.token, { decision: 'APPROVE' });
    const alone = await decide(first);
    expect(alone.status).toBeGreaterThanOrEqual(403);
    expect((await signIn(worker.username)).outcome).toEqual([403, 'ACCOUNT_SUSPENDED']);
    expect((await decide(second)).status).toBeLessThan(300);
    expect((await signIn(worker.username)).status).toBe(200);
  });

  const decide = (by: SignedIn, id: unknown) =>
    send('POST', `/decisions/${String(id)}/decisions`, by.token, { decision: 'APPROVE' });
  const read = <Row>(sql: string, parameters: readonly unknown[]) => booted.get(UnitOfWork).read<Row>(sql, parameters);

  it('gives its roles back and takes a new phone, and gets no role', async () => {
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    await suspend(first, worker.userId);
    const role = { role: 'AUDITOR', divisionId: tree.community.id };
    expect((await send('POST', `/users/${worker.userId}/grants`, first.token, role)).outcome).toEqual([
      404,
      'USER_UNKNOWN',
    ]);
    const person = { phone: '13977770001', hasNoVolunteer: true, reason: '本人到窗口换号' };
    const asked = await send('POST', `/users/${worker.userId}/person`, first.token, person);
    expect((await decide(second, asked.body['decisionId'])).status).toBe(200);
    const [held] = await read<{ id: string }>('select id from role_grant where user_id = $1', [worker.userId]);
    const revocation = `/users/${worker.userId}/grants/${held?.id ?? ''}/revocation`;
    expect((await send('POST', revocation, first.token, {})).status).toBe(200);
    // Without a place of its own it comes back all the same, where those who decide are.
    const { status, body } = await askBack(first, worker.userId);
    expect(status).toBe(201);
    expect((await decide(second, body['decisionId'])).status).toBe(200);
    expect((await signIn(worker.username)).status).toBe(200);
  });

  it('leaves nothing behind that lives again: no session, no link, no request', async () => {
    const worker = await people.staff('SECURITY_ADMIN', tree.street.id);
    const friend = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const role = { role: 'COMMUNITY_WORKER', divisionId: tree.otherCommunity.id };
    const asked = await send('POST', `/users/${friend.userId}/grants`, worker.token, role);
    expect(asked.status).toBe(201);
    const give = () =>
      booted
        .get(UnitOfWork)
        .run((tx) => booted.get(Invitations).give(tx, systemActor('test'), worker.userId, { way: 'SMS' }));
    const before = await give();
    await suspend(first, worker.userId);
    expect((await decide(second, asked.body['decisionId'])).outcome).toEqual([409, 'DECISION_MADE']);
    const origin = { trace: null, device: null };
    const opening = booted
      .get(UnitOfWork)
      .run((tx) => booted.get(Sessions).open(tx, worker.userId, { way: 'PASSWORD', origin }));
    await expect(opening).rejects.toMatchObject({ code: 'ACCOUNT_SUSPENDED' });
    // What slipped in all the same.
    const during = await give();
    await read(
      'insert into user_session (id, user_id, created_at, last_used_at) values (gen_random_uuid(), $1, now(), now())',
      [worker.userId],
    );
    const { body } = await askBack(first, worker.userId);
    expect((await decide(second, body['decisionId'])).status).toBe(200);
    for (const { token } of [before, during]) {
      const accepted = await send('POST', '/auth/invitations/acceptances', null, {
        token,
        password: 'better-horse-10',
      });
      expect(accepted.body['code']).toBe('INVITATION_INVALID');
    }
    const live = await read('select 1 from user_session where user_id = $1 and revoked_at is null', [worker.userId]);
    expect(live).toEqual([]);
  });

  it('is told once to its person, however often the request is repeated', async () => {
    const { id } = await people.volunteer(tree.unit.id, {
      ...{ phone: '13977770002', account: { username: 'told.once', password: PASSWORD } },
    });
    const [account] = await read<{ id: string; no: string }>(
      `select u.id, v.volunteer_no as no from user_account u join volunteer v on v.id = u.volunteer_id where v.id = $1`,
      [id],
    );
    const phones = booted.get<AccountPhones>(AccountPhones as never);
    const isSetUp = jest.spyOn(phones, 'isSetUp', 'get').mockReturnValue(true);
    const texts = jest.spyOn(phones, 'send').mockResolvedValue('SENT');
    const key = randomUUID();
    const again = () => send('POST', `/users/${account?.id ?? ''}/suspension`, first.token, { reason: REASON }, key);
    expect([(await again()).status, (await again()).status]).toEqual([201, 201]);
    expect(texts.mock.calls).toEqual([['13977770002', expect.stringContaining('已停用') as string]]);
    texts.mockRestore();
    isSetUp.mockRestore();
    // By the number on the card as by the name: who knows the password is told, who does not is not.
    expect((await signIn(account?.no ?? '')).outcome).toEqual([403, 'ACCOUNT_SUSPENDED']);
    expect((await signIn(account?.no ?? '', 'wrong-horse-1')).outcome).toEqual([401, 'CREDENTIALS_WRONG']);
  });
});
