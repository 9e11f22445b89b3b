import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
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

async function send(method: string, path: string, token: string | null, body?: object) {
  const response = await fetch(`${booted.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
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
});
