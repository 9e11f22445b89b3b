import { OwnNotices } from '../../../src/people/notices';
import { ApplyPhoneChanges } from '../../../src/people/volunteer-access';
import { UnitOfWork, violatedConstraint } from '../../../src/platform/data/database/unit-of-work';
import { RoleGrants } from '../../../src/platform/security/accounts/role-grants';
import { PeopleApi } from '../../builders/people.api';
import { PASSWORD, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { TextMessages } from '../../support/text-messages';

/** Staff who wants to act as somebody else: opens an account for her, or puts the own phone into the place of hers. */
let messages: TextMessages;
let booted: BootedApp;
let api: PeopleApi;
let people: PeopleBuilder;
let tree: StreetTree;
let clerk: SignedIn;
let colleague: SignedIn;
let sequence = 0;

const HOUR_MS = 3_600_000;
const CLERKS_PHONE = '13999990000';

beforeAll(async () => {
  messages = await TextMessages.start();
  booted = await bootApp({ env: { RATE_LIMITS: 'off', NODE_ENV: 'test', ...messages.env } });
  api = new PeopleApi(booted);
  people = new PeopleBuilder(booted);
  tree = await people.street();
  clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
  colleague = await people.staff('COMMUNITY_WORKER', tree.community.id);
});
afterEach(() => {
  booted.setNow(undefined);
  messages.all.length = 0;
});
afterAll(async () => {
  await booted.close();
  messages.stop();
});

interface Resident {
  readonly id: string;
  readonly username: string;
  readonly phone: string;
  readonly token: string;
}

async function resident(): Promise<Resident> {
  sequence += 1;
  const phone = `1370000${String(sequence).padStart(4, '0')}`;
  const username = `resident${String(sequence)}`;
  const { id } = await people.volunteer(tree.unit.id, { phone, account: { username, password: PASSWORD } });
  const signedIn = await api.post('auth/sign-in', { body: { username, password: PASSWORD } });
  return { id, username, phone, token: String(signedIn.body['accessToken']) };
}

async function phoneSignIn(phone: string, code: string) {
  return api.post('auth/phone-sign-in', { body: { phone, code } });
}

async function isIndexedBy(volunteerId: string, phone: string): Promise<boolean> {
  const { body } = await api.get(`volunteers/${volunteerId}`, clerk.token);
  return body['phoneMasked'] === `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

async function later(hours: number): Promise<void> {
  booted.setNow(new Date(Date.now() + hours * HOUR_MS));
  await booted.get(ApplyPhoneChanges).execute();
}

describe('a phone', () => {
  it('is not changed by staff in the form, nor by the person without proof', async () => {
    const { id, token } = await resident();
    const form = { token: clerk.token, version: 2, body: { phone: CLERKS_PHONE } };
    expect((await api.patch(`volunteers/${id}`, form)).status).toBe(400);
    const own = await api.post('me/phone-changes', { token, body: { newPhone: CLERKS_PHONE } });
    expect(own.body['code']).toBe('PROOF_REQUIRED');
    const guessed = { newPhone: CLERKS_PHONE, password: 'not-the-password-1' };
    expect((await api.post('me/phone-changes', { token, body: guessed })).body['code']).toBe('CREDENTIALS_WRONG');
  });

  it('changes at once by a code from the old phone; both phones are told', async () => {
    const { id, phone, token } = await resident();
    const newPhone = '13711112222';
    expect((await api.post('me/phone-codes', { token, body: {} })).status).toBe(204);
    const code = await messages.code(phone, '须本人确认');
    expect((await api.post('me/new-phone-codes', { token, body: { phone: newPhone } })).status).toBe(204);
    const newPhoneCode = await messages.code(newPhone, '登记为');
    const call = { token, key: 'own-phone-change-1', body: { newPhone, newPhoneCode, code } };
    const changed = await api.post('me/phone-changes', call);
    expect(changed.body).toMatchObject({ status: 'IN_FORCE' });
    expect((await api.post('me/phone-changes', call)).body).toEqual(changed.body);
    expect(await isIndexedBy(id, newPhone)).toBe(true);
    for (const told of [phone, newPhone]) await messages.latest(told, '已更换为');
  });

  it('asked for by a clerk alone does not change, whoever approves as the same person', async () => {
    const { id, phone } = await resident();
    const body = { newPhone: CLERKS_PHONE, reason: '本人到场说换号了' };
    const asked = await api.post(`volunteers/${id}/phone-changes`, { token: clerk.token, body });
    expect(asked.body).toMatchObject({ status: 'WAITING' });
    const decision = await waiting(String(asked.body['id']));
    const approve = { token: clerk.token, body: { decision: 'APPROVE' } };
    expect((await api.post(`decisions/${decision}/decisions`, approve)).body['code']).toBe('DECISION_SAME_PERSON');
    await later(48);
    expect(await isIndexedBy(id, phone)).toBe(true);
    await messages.latest(phone, '不是您的意思');
    await messages.latest(CLERKS_PHONE, '不是您的意思');
  });

  it('approved by a second person comes into force a day later, once; the person can say no until then', async () => {
    const [first, second] = [await resident(), await resident()];
    for (const { id } of [first, second]) {
      const body = { newPhone: `1366666${id.slice(-4).replace(/\D/g, '0')}`, reason: '本人到场说换号了' };
      const asked = await api.post(`volunteers/${id}/phone-changes`, { token: clerk.token, body });
      const decision = await waiting(String(asked.body['id']));
      const approve = { token: colleague.token, body: { decision: 'APPROVE' } };
      expect((await api.post(`decisions/${decision}/decisions`, approve)).body).toMatchObject({ outcome: 'APPROVED' });
    }
    const { body: own } = await api.get('me/phone-changes', second.token);
    const [change] = own['items'] as { id: string; status: string }[];
    expect(change?.status).toBe('DUE');
    const stolen = await api.post(`me/phone-changes/${String(change?.id)}/refusals`, { token: first.token, body: {} });
    expect(stolen.body['code']).toBe('PHONE_CHANGE_UNKNOWN');
    expect(
      (await api.post(`me/phone-changes/${String(change?.id)}/refusals`, { token: second.token, body: {} })).status,
    ).toBe(200);
    await later(23);
    expect(await isIndexedBy(first.id, first.phone)).toBe(true);
    await later(25);
    expect([await isIndexedBy(first.id, first.phone), await isIndexedBy(second.id, second.phone)]).toEqual([
      false,
      true,
    ]);
    expect(await booted.get(ApplyPhoneChanges).execute()).toBe(0);
  });

  it('that the person has refused is not approved any more', async () => {
    const { id, phone, token } = await resident();
    const body = { newPhone: CLERKS_PHONE, reason: '本人到场说换号了' };
    const asked = await api.post(`volunteers/${id}/phone-changes`, { token: clerk.token, body });
    const changeId = String(asked.body['id']);
    const decision = await waiting(changeId);
    await api.post(`me/phone-changes/${changeId}/refusals`, { token, body: {} });
    const approve = { token: colleague.token, body: { decision: 'APPROVE' } };
    expect((await api.post(`decisions/${decision}/decisions`, approve)).body['code']).toBe('PHONE_CHANGE_OVER');
    await later(48);
    expect(await isIndexedBy(id, phone)).toBe(true);
  });

  it('the code that is read out at the desk opens no session, and a sign-in code changes no phone', async () => {
    const { id, phone } = await resident();
    await api.post(`volunteers/${id}/desk-codes`, { token: clerk.token, body: {} });
    const deskCode = await messages.code(phone, '工作人员正在为您更换');
    expect((await phoneSignIn(phone, deskCode)).body['code']).toBe('PHONE_CODE_WRONG');
    await api.post('auth/phone-codes', { body: { phone } });
    const signInCode = await messages.code(phone, '登录验证码');
    const body = { newPhone: CLERKS_PHONE, reason: '换号', code: signInCode };
    const wrong = await api.post(`volunteers/${id}/phone-changes`, { token: clerk.token, body });
    expect(wrong.body['code']).toBe('PHONE_CODE_WRONG');
    const right = await api.post(`volunteers/${id}/phone-changes`, {
      token: clerk.token,
      body: { newPhone: '13722223333', reason: '本人当场报出验证码', code: deskCode },
    });
    expect(right.body).toMatchObject({ status: 'IN_FORCE' });
  });

  it('codes cannot be tried: the sixth guess fails even if it is right', async () => {
    const { id, phone } = await resident();
    await api.post(`volunteers/${id}/desk-codes`, { token: clerk.token, body: {} });
    const code = await messages.code(phone, '工作人员正在为您更换');
    const attempt = async (text: string) =>
      api.post(`volunteers/${id}/phone-changes`, {
        token: clerk.token,
        body: { newPhone: CLERKS_PHONE, reason: '猜一猜', code: text },
      });
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await attempt(code === '000000' ? '000001' : '000000')).body['code']).toBe('PHONE_CODE_WRONG');
    }
    expect((await attempt(code)).body['code']).toBe('PHONE_CODE_WRONG');
  });
});

describe('an account', () => {
  it('is not opened with a password that staff types', async () => {
    const { id } = await people.volunteer(tree.unit.id, { phone: '13733334444' });
    const typed = { username: 'auntie.li', password: PASSWORD, reason: '代为开通' };
    expect((await api.post(`volunteers/${id}/account`, { token: clerk.token, body: typed })).status).toBe(400);
    const registered = await api.post('volunteers', {
      token: clerk.token,
      body: {
        ...{ divisionId: tree.unit.id, name: '李大姐', idNumber: '11010519491231002X', phone: '13733335555' },
        consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'PAPER' }],
        account: { username: 'auntie.li', password: PASSWORD },
      },
    });
    expect(registered.status).toBe(400);
  });

  it('is opened by a link to the registered phone, which staff never sees', async () => {
    const phone = '13744445555';
    const { id } = await people.volunteer(tree.unit.id, { phone });
    const body = { username: 'auntie.wang', reason: '本人到场申请' };
    const opened = await api.post(`volunteers/${id}/account`, { token: clerk.token, body });
    expect(opened.body).toMatchObject({ way: 'LINK' });
    const text = await messages.latest(phone, '设密码');
    expect(JSON.stringify(opened.body)).not.toContain('invitation');
    const token = /#(\S+)$/.exec(text)?.[1];
    const accepted = await api.post('auth/invitations/acceptances', { body: { token, password: 'my-own-secret-7' } });
    expect(accepted.status).toBeLessThan(300);
    const signedIn = await api.post('auth/sign-in', { body: { username: 'auntie.wang', password: 'my-own-secret-7' } });
    expect(signedIn.status).toBe(200);
    const [row] = await booted
      .get(UnitOfWork)
      .read<{ opened: boolean }>('select opened_at is not null as opened from user_account where volunteer_id = $1', [
        id,
      ]);
    expect(row?.opened).toBe(true);
  });

  it('without a phone, or with one that others share, needs two people and a day; the slip is printed once', async () => {
    const shared = '13755556666';
    await people.volunteer(tree.unit.id, { phone: shared });
    const { id } = await people.volunteer(tree.unit.id, { phone: shared });
    const body = { username: 'uncle.zhang', reason: '本人到场，没有自己的手机' };
    const opened = await api.post(`volunteers/${id}/account`, { token: clerk.token, body });
    expect(opened.body).toMatchObject({ way: 'SLIP' });
    const print = async (user: SignedIn) => api.post(`volunteers/${id}/account-slips`, { token: user.token, body: {} });
    expect((await print(clerk)).body['code']).toBe('ACCOUNT_SLIP_NONE');
    const decision = await waiting(String(opened.body['userId']));
    const approve = { decision: 'APPROVE' };
    const alone = await api.post(`decisions/${decision}/decisions`, { token: clerk.token, body: approve });
    expect(alone.body['code']).toBe('DECISION_SAME_PERSON');
    await api.post(`decisions/${decision}/decisions`, { token: colleague.token, body: approve });
    expect((await print(clerk)).body['code']).toBe('ACCOUNT_SLIP_EARLY');
    booted.setNow(new Date(Date.now() + 25 * HOUR_MS));
    const [one, other] = await Promise.all([print(clerk), print(colleague)]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
    expect(messages.to(shared)).toEqual([]);
  });

  it('of somebody who is staff is not reset here', async () => {
    const { id } = await resident();
    const [{ userId } = { userId: '' }] = await booted
      .get(UnitOfWork)
      .read<{ userId: string }>('select id as "userId" from user_account where volunteer_id = $1', [id]);
    const grant = { role: 'COMMUNITY_WORKER' as const, divisionId: tree.community.id };
    await booted.get(RoleGrants).grant(people.context(), userId, grant);
    const again = await api.post(`volunteers/${id}/account-links`, { token: clerk.token, body: {} });
    expect(again.body['code']).toBe('ACCOUNT_HAS_ROLES');
  });
});

describe('a session left open', () => {
  it('neither carries the data away nor closes the account', async () => {
    const { token } = await resident();
    expect((await api.post('me/volunteer/exports', { token, body: {} })).body['code']).toBe('PROOF_REQUIRED');
    const close = { token, version: 2, body: { decision: 'CLOSE' } };
    expect((await api.post('me/volunteer/status-changes', close)).body['code']).toBe('PROOF_REQUIRED');
    const guessed = { ...close, body: { decision: 'CLOSE', password: 'not-the-password-1' } };
    expect((await api.post('me/volunteer/status-changes', guessed)).body['code']).toBe('CREDENTIALS_WRONG');
    const proven = { ...close, body: { decision: 'CLOSE', password: PASSWORD } };
    expect((await api.post('me/volunteer/status-changes', proven)).body).toMatchObject({ status: 'CLOSED' });
  });
});

/** The decision that waits about a subject. */
async function waiting(subjectId: string): Promise<string> {
  const { body } = await api.get('decisions', colleague.token);
  return (body['items'] as { id: string; subjectId: string }[]).find((item) => item.subjectId === subjectId)?.id ?? '';
}

describe('the name that stands on the certificates', () => {
  it('is not changed by one clerk once somebody has reviewed it; two need the person’s papers, and the person is told', async () => {
    const { id } = await resident();
    const form = { token: clerk.token, version: 2, body: { name: '亲戚' } };
    expect((await api.patch(`volunteers/${id}`, form)).body['code']).toBe('NAME_BY_TWO');
    const asked = await api.post(`volunteers/${id}/identity-corrections`, {
      token: clerk.token,
      body: { name: '亲戚', reason: '登记时写错一个字' },
    });
    expect(asked.status).toBe(201);
    const decide = async (token: string) =>
      (
        await api.post(`identity-corrections/${String(asked.body['id'])}/decisions`, {
          token,
          body: { decision: 'APPROVE' },
        })
      ).body;
    expect(await decide(clerk.token)).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    const [told] = (await booted.get(OwnNotices).page(volunteerActor(id), {})).items;
    expect(told).toMatchObject({ kind: 'DECISION_ASKED' });
    expect(told?.sentence).toContain('更正登记的姓名或证件号');
    const forged = await booted
      .get(UnitOfWork)
      .run((tx) =>
        tx.query(
          `update identity_correction set status = 'APPROVED', decided_by = requested_by, decided_at = now() where id = $1`,
          [asked.body['id']],
        ),
      )
      .then(() => null, violatedConstraint);
    expect(forged).toBe('decider_is_free');
    expect(await decide(colleague.token)).toMatchObject({ status: 'APPROVED' });
    expect((await booted.get(OwnNotices).page(volunteerActor(id), {})).items[0]).toMatchObject({
      kind: 'DECISION_APPROVED',
    });
  });
});
