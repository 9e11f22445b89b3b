import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { TwoGiveRoles1764300500000 } from '../../../migrations/1764300500000-two-give-roles';
import { DeclareHousehold } from '../../../src/people/households';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PdfRenderer } from '../../../src/platform/delivery/documents/pdf-renderer';
import { idNumberOf, PASSWORD, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { AccountFindings } from '../../../src/platform/security/accounts/account-findings';
import { ReleaseDecision } from '../../../src/platform/security/decisions';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { superuserOf } from '../../support/superuser';

/** Hole 2: one administrator is two people. Two administrators of accounts, and what either tries alone. */
const SECRET = 'a-secret-that-both-sides-of-the-gateway-know';
const NEW_PASSWORD = 'better-horse-10';
const HOUR_MS = 3_600_000;
let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;
let gateway: Server;
let anna: SignedIn;
let berta: SignedIn;
let messages: { readonly phone: string; readonly text: string }[] = [];
let count = 0;

beforeAll(async () => {
  gateway = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      messages.push(JSON.parse(body) as { phone: string; text: string });
      response.end('{}');
    });
  });
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`;
  const env = { RATE_LIMITS: 'off', NODE_ENV: 'test', SMS_URL: url, SMS_SECRET: SECRET };
  booted = await bootApp({ env });
  people = new PeopleBuilder(booted);
  tree = await people.street();
  anna = await people.staff('SECURITY_ADMIN', tree.street.id);
  berta = await people.staff('SECURITY_ADMIN', tree.street.id);
});
beforeEach(() => (messages = []));
afterEach(() => booted.setNow(undefined));
afterAll(async () => {
  await booted.close();
  gateway.close();
});

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function call(user: SignedIn | null, method: string, path: string, body?: object): Promise<Reply> {
  const headers = user === null ? {} : { authorization: `Bearer ${user.token}` };
  const answer = await new ApiClient(booted.url).call(method, path, { headers, ...(body && { body }) });
  return { status: answer.status, body: answer.text === '' ? {} : answer.json<Record<string, unknown>>() };
}
const codeOf = async (reply: Promise<Reply>) => (await reply).body['code'];
const decide = (user: SignedIn, id: unknown, decision = 'APPROVE', reason = '已核实') =>
  call(user, 'POST', `/decisions/${String(id)}/decisions`, { decision, reason });

interface Made {
  readonly id: string;
  readonly username: string;
  readonly phone: string;
  readonly decisionId: string;
}

/** An account that somebody makes for a clerk of the community. */
async function made(by: SignedIn, given: object = {}): Promise<Made> {
  count += 1;
  const phone = `1391111${String(count).padStart(4, '0')}`;
  const username = `clerk.${String(count)}`;
  const grants = [{ role: 'COMMUNITY_WORKER', divisionId: tree.community.id }];
  const body = { username, displayName: '社区干事', phone, hasNoVolunteer: true, grants, ...given };
  const reply = await call(by, 'POST', '/users', body);
  expect([reply.status, reply.body]).toMatchObject([201, { username }]);
  const [decisionId = ''] = reply.body['decisionIds'] as string[];
  return { id: String(reply.body['id']), username, phone, decisionId };
}

const accept = (token: unknown, more: object = {}) =>
  call(null, 'POST', '/auth/invitations/acceptances', { token, password: NEW_PASSWORD, ...more });

async function signIn(userId: string, username: string, password = NEW_PASSWORD): Promise<SignedIn> {
  const { status, body } = await call(null, 'POST', '/auth/sign-in', { username, password });
  expect(status).toBe(200);
  return { userId, username, token: String(body['accessToken']) };
}

/** The token of the link that arrived at a phone. */
function tokenSentTo(phone: string): string {
  const message = messages.find((one) => one.phone === phone);
  return /#([\w-]+)/.exec(message?.text ?? '')?.[1] ?? '';
}

/** The account's own person opens it by the link that came to the phone. */
async function opened({ id, username, phone }: Made, by: SignedIn): Promise<SignedIn> {
  expect((await call(by, 'POST', `/users/${id}/invitations`)).body).toMatchObject({
    way: 'SMS',
    link: null,
    token: null,
  });
  expect((await accept(tokenSentTo(phone))).body).toEqual({ username });
  return signIn(id, username);
}

/** Prints a released slip and reads what is on the paper. */
async function printed(by: SignedIn, decisionId: string): Promise<{ readonly code: string; readonly all: string }> {
  const render = jest.spyOn(booted.get<PdfRenderer>(PdfRenderer as never), 'render');
  const headers = { authorization: `Bearer ${by.token}` };
  const answer = await new ApiClient(booted.url).call('POST', `/account-slips/${decisionId}/prints`, { headers });
  expect([answer.status, answer.headers.get('content-type'), answer.text.slice(0, 5)]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);
  const values = render.mock.calls[0]?.[1].values ?? {};
  render.mockRestore();
  const { code } = values as { readonly code: string };
  return { code, all: JSON.stringify(values) };
}

async function rolesOf(userId: string): Promise<string[]> {
  const rows = await booted
    .get(UnitOfWork)
    .read<{ role: string }>('select role from role_grant where user_id = $1 order by role', [userId]);
  return rows.map(({ role }) => role);
}

/** As the application's own database role, which may write where the application writes. */
async function forged(sql: string, parameters: readonly unknown[]): Promise<string> {
  const client = new Client(booted.database.url);
  await client.connect();
  try {
    await client.query(sql, [...parameters]);
    return 'DONE';
  } catch (error) {
    const { constraint, code } = error as { constraint?: string; code?: string };
    return constraint ?? code ?? 'UNKNOWN';
  } finally {
    await client.end();
  }
}

describe('a role that decides or watches', () => {
  it('is asked by one and given by another, once', async () => {
    const clerk = await made(anna);
    expect(await rolesOf(clerk.id)).toEqual([]);
    expect(await codeOf(decide(anna, clerk.decisionId))).toBe('DECISION_HANDS_IN_IT');
    expect((await decide(berta, clerk.decisionId)).status).toBe(200);
    expect(await codeOf(decide(berta, clerk.decisionId))).toBe('DECISION_MADE');
    expect(await rolesOf(clerk.id)).toEqual(['COMMUNITY_WORKER']);
  });

  it('is not given to a friend alone, whichever it is', async () => {
    const friend = await people.staff('COMMUNITY_WORKER', tree.community.id);
    for (const role of ['STREET_ADMIN', 'STREET_LEADER', 'AUDITOR', 'SYSTEM_ADMIN'] as const) {
      const body = { role, divisionId: tree.street.id };
      const asked = await call(anna, 'POST', `/users/${friend.userId}/grants`, body);
      expect([asked.status, asked.body['id']]).toEqual([201, null]);
      expect(await codeOf(decide(anna, asked.body['decisionId']))).toBe('DECISION_SAME_PERSON');
      expect(await codeOf(decide(friend, asked.body['decisionId']))).toBe('DECISION_UNKNOWN');
      expect(await codeOf(call(anna, 'POST', `/users/${friend.userId}/grants`, body))).toBe('DECISION_PENDING');
    }
    expect(await rolesOf(friend.userId)).toEqual(['COMMUNITY_WORKER']);
  });

  it('is not decided by who gets it, nor in the household of who gets it', async () => {
    const [one, spouse] = [await people.volunteer(tree.unit.id), await people.volunteer(tree.unit.id)];
    const command = { volunteerId: one.id, withVolunteerId: spouse.id, source: '户口簿' };
    await booted.get(DeclareHousehold).execute(people.context(), command);
    const husband = await people.staff('SECURITY_ADMIN', tree.street.id);
    await booted
      .get(UnitOfWork)
      .run((tx) =>
        tx.query('update user_account set person_volunteer_id = $2 where id = $1', [husband.userId, one.id]),
      );
    const [{ no } = { no: '' }] = await booted
      .get(UnitOfWork)
      .read<{ no: string }>('select volunteer_no as no from volunteer where id = $1', [spouse.id]);
    const wife = await made(anna, { volunteerNo: no, hasNoVolunteer: undefined });
    expect(await codeOf(decide(husband, wife.decisionId))).toBe('DECISION_OWN_HOUSEHOLD');
    const self = await call(anna, 'POST', `/users/${berta.userId}/grants`, {
      role: 'SECURITY_ADMIN',
      divisionId: tree.community.id,
    });
    expect(await codeOf(decide(berta, self.body['decisionId']))).toBe('DECISION_HANDS_IN_IT');
  });

  it('never goes with managing accounts, in the account or in another of the same person', async () => {
    const refused = async (userId: string, role: string) =>
      codeOf(call(anna, 'POST', `/users/${userId}/grants`, { role, divisionId: tree.street.id }));
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    expect(await refused(clerk.userId, 'SECURITY_ADMIN')).toBe('ADMIN_ROLES_SEPARATE');
    expect(await refused(berta.userId, 'STREET_ADMIN')).toBe('ADMIN_ROLES_SEPARATE');
    const first = await made(anna);
    await decide(berta, first.decisionId);
    const second = await made(anna, { phone: first.phone, grants: [{ role: 'AUDITOR', divisionId: tree.street.id }] });
    expect(await refused(second.id, 'SECURITY_ADMIN')).toBe('ADMIN_ROLES_SEPARATE');
    const streetAdmin = await people.staff('STREET_ADMIN', tree.street.id);
    expect(await codeOf(call(streetAdmin, 'POST', `/users/${clerk.userId}/grants`, {}))).toBe('PERMISSION_MISSING');
  });

  it('is taken back by one, at once', async () => {
    const clerk = await made(anna);
    await decide(berta, clerk.decisionId);
    const [grant] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select id from role_grant where user_id = $1', [clerk.id]);
    const path = `/users/${clerk.id}/grants/${grant?.id ?? ''}/revocation`;
    expect((await call(anna, 'POST', path, {})).status).toBe(200);
    const account = await call(berta, 'GET', `/users/${clerk.id}`);
    expect(account.body).toMatchObject({
      grants: [],
      isOpened: false,
      maskedPhone: expect.stringContaining('*') as string,
    });
  });

  it('is not forged by the application’s database role', async () => {
    const clerk = await made(anna);
    const insert = `insert into role_grant (id, user_id, role, division_id, valid_from, granted_by, decision_id, word_id)
      values (gen_random_uuid(), $1, $2, $3, now(), $4, $5, $6)`;
    const row = (role: string, by: string, decisionId: string | null, wordId: string | null) =>
      forged(insert, [clerk.id, role, tree.community.id, by, decisionId, wordId]);
    expect(await row('COMMUNITY_WORKER', anna.userId, null, null)).toBe('grant_by_two');
    expect(await row('SECURITY_ADMIN', 'system:cli', null, null)).toBe('grant_by_two');
    expect(await row('COMMUNITY_WORKER', anna.userId, clerk.decisionId, null)).toBe('grant_by_two');
    const [word] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>("select id from operator_word where kind = 'GRANT' order by id desc limit 1");
    expect(await row('COMMUNITY_WORKER', 'system:cli', null, word?.id ?? null)).toBe('grant_by_two');
    const words =
      "insert into operator_word (id, kind, subject_id, given_at) values (gen_random_uuid(), 'GRANT', $1, now())";
    expect(await forged(words, [clerk.id])).toBe('42501');
    const decided = `insert into decision (request_id, outcome, decided_by, decided_at) values ($1, 'APPROVED', $2, now())`;
    expect(await forged(decided, [clerk.decisionId, anna.userId])).toBe('decider_is_free');
    expect(await forged(decided, [clerk.decisionId, clerk.id])).toBe('decider_is_free');
    expect(await forged(decided, [clerk.decisionId, 'system:cli'])).toBe('operator_waits');
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const other = await made(anna);
    expect(await forged(decided, [other.decisionId, worker.userId])).toBe('DONE');
    expect(await forged(insert, [other.id, 'COMMUNITY_WORKER', tree.community.id, 'x', other.decisionId, null])).toBe(
      'grant_by_two',
    );
    const grants = 'update role_grant set role = $2 where user_id = $1';
    expect(await forged(grants, [worker.userId, 'STREET_ADMIN'])).toBe('grant_only_ends');
    expect(await forged('delete from role_grant where user_id = $1', [worker.userId])).toBe('42501');
  });
});

describe('a second account that one makes oneself', () => {
  it('counts as one with its maker until its own person has opened it', async () => {
    const clerk = await made(anna);
    await decide(berta, clerk.decisionId);
    const one = async (a: string, b: string) => {
      const [row] = await booted
        .get(UnitOfWork)
        .read<{ same: boolean }>('select one_person($1, $2, now()) as same', [a, b]);
      return row?.same;
    };
    expect(await one(anna.userId, clerk.id)).toBe(true);
    expect(await one(berta.userId, clerk.id)).toBe(false);
    await opened(clerk, anna);
    expect(await one(anna.userId, clerk.id)).toBe(false);
  });

  it('takes no password that its maker types, and no link that its maker sees', async () => {
    const body = { username: 'second.me', displayName: '我自己', phone: '13912345678', hasNoVolunteer: true };
    const grants = [{ role: 'COMMUNITY_WORKER', divisionId: tree.community.id }];
    expect(await codeOf(call(anna, 'POST', '/users', { ...body, grants, password: PASSWORD }))).toBe(
      'PASSWORD_NOT_YOURS',
    );
    const clerk = await made(anna);
    expect(await codeOf(call(null, 'POST', '/auth/sign-in', { username: clerk.username, password: PASSWORD }))).toBe(
      'CREDENTIALS_WRONG',
    );
    const link = await call(anna, 'POST', `/users/${clerk.id}/invitations`);
    expect(JSON.stringify(link.body)).not.toContain(tokenSentTo(clerk.phone));
    expect(messages.map(({ phone }) => phone)).toEqual([clerk.phone]);
  });

  it('is one person with every account of the same phone or ID number', async () => {
    const idNumber = idNumberOf(871, '1979-03-02');
    const first = await made(anna, { idNumber });
    const second = await made(anna, { idNumber });
    const third = await made(anna, { phone: second.phone });
    const fourth = await made(anna);
    const [rows] = await booted
      .get(UnitOfWork)
      .read<Record<string, boolean>>(
        `select same_person($1, $2) as "byNumber", same_person($2, $3) as "byPhone", same_person($1, $4) as other`,
        [first.id, second.id, third.id, fourth.id],
      );
    expect(rows).toEqual({ byNumber: true, byPhone: true, other: false });
  });

  it('names its volunteer, whom phone and ID number betray', async () => {
    const idNumber = idNumberOf(872, '1979-03-02');
    await people.volunteer(tree.unit.id, { phone: '13822220001' });
    await people.volunteer(tree.unit.id, { idNumber });
    const grants = [{ role: 'COMMUNITY_WORKER', divisionId: tree.community.id }];
    const base = { username: 'no.volunteer', displayName: '某某', phone: '13922220009', grants };
    for (const [code, given] of [
      ['STAFF_IS_VOLUNTEER', { phone: '138 2222 0001', hasNoVolunteer: true }],
      ['STAFF_IS_VOLUNTEER', { idNumber, hasNoVolunteer: true }],
      ['STAFF_PERSON_UNSAID', {}],
      ['STAFF_PERSON_UNSAID', { hasNoVolunteer: true, volunteerNo: 'V0000000018' }],
      ['STAFF_VOLUNTEER_UNKNOWN', { volunteerNo: 'V9999999990' }],
      ['STAFF_PHONE_UNREADABLE', { phone: '12345', hasNoVolunteer: true }],
      ['STAFF_PHONE_REQUIRED', { phone: undefined, hasNoVolunteer: true }],
      ['STAFF_ID_NUMBER_UNREADABLE', { idNumber: '123', hasNoVolunteer: true }],
    ] as const) {
      expect([code, await codeOf(call(anna, 'POST', '/users', { ...base, ...given }))]).toEqual([code, code]);
    }
  });

  it('is not opened, nor its maker rewritten, by the application’s database role', async () => {
    const clerk = await made(anna);
    const open = 'update user_account set opened_at = now() where id = $1';
    expect(await forged(open, [clerk.id])).toBe('account_opened_by_person');
    const rewrite = 'update user_account set made_by = $2 where id = $1';
    expect(await forged(rewrite, [clerk.id, berta.userId])).toBe('account_keeps_maker');
    expect(await forged(rewrite, [clerk.id, null])).toBe('account_keeps_maker');
  });
});

describe('a colleague’s account', () => {
  it('is not taken over by a reset: the link goes to the colleague’s phone alone', async () => {
    const clerk = await made(anna);
    await decide(berta, clerk.decisionId);
    await opened(clerk, anna);
    messages = [];
    const reply = await call(berta, 'POST', `/users/${clerk.id}/invitations`);
    expect(reply.body).toMatchObject({ way: 'SMS', link: null, token: null });
    expect(messages.map(({ phone }) => phone)).toEqual([clerk.phone]);
  });

  it('keeps its phone until another administrator agrees to a new one', async () => {
    const clerk = await made(anna);
    const body = { phone: '13977778888', hasNoVolunteer: true, reason: '本人到窗口说换了号码' };
    const asked = await call(anna, 'POST', `/users/${clerk.id}/person`, body);
    expect(await codeOf(decide(anna, asked.body['decisionId']))).toBe('DECISION_HANDS_IN_IT');
    await call(anna, 'POST', `/users/${clerk.id}/invitations`);
    expect(messages.map(({ phone }) => phone)).toEqual([clerk.phone]);
    const waiting = tokenSentTo(clerk.phone);
    expect((await decide(berta, asked.body['decisionId'])).status).toBe(200);
    expect(await codeOf(accept(waiting))).toBe('INVITATION_INVALID');
    await call(anna, 'POST', `/users/${clerk.id}/invitations`);
    expect(messages.map(({ phone }) => phone)).toEqual([clerk.phone, '13977778888']);
    const again = await call(anna, 'POST', `/users/${clerk.id}/person`, body);
    expect((await decide(berta, again.body['decisionId'], 'REJECT')).status).toBe(200);
    const [left] = await booted.get(UnitOfWork).read('select count(*)::int as count from account_change');
    expect(left).toEqual({ count: 0 });
  });

  it('is opened by a slip only with the paper of one and the pin of the other', async () => {
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    expect(await codeOf(call(anna, 'POST', `/users/${clerk.userId}/invitations`))).toBe('INVITATION_NEEDS_SLIP');
    const asked = await call(anna, 'POST', `/users/${clerk.userId}/slips`, { reason: '忘记密码，本人在窗口' });
    const { decisionId, pin } = asked.body as { decisionId: string; pin: string };
    const print = (by: SignedIn) => call(by, 'POST', `/account-slips/${decisionId}/prints`);
    expect(await codeOf(print(berta))).toBe('SLIP_NOT_RELEASED');
    expect(await codeOf(decide(anna, decisionId))).toBe('DECISION_SAME_PERSON');
    expect((await decide(berta, decisionId)).status).toBe(200);
    expect(await codeOf(print(anna))).toBe('SLIP_NOT_YOURS');
    const { code: paper, all } = await printed(berta, decisionId);
    expect(all).not.toContain(pin);
    expect(await codeOf(print(berta))).toBe('SLIP_PRINTED');
    expect(await codeOf(accept(paper))).toBe('INVITATION_PIN_REQUIRED');
    expect(await codeOf(accept(paper, { pin: pin === '000000' ? '000001' : '000000' }))).toBe('INVITATION_PIN_WRONG');
    expect((await accept(paper.toLowerCase().replace(/-/g, ' '), { pin })).body).toEqual({ username: clerk.username });
    await signIn(clerk.userId, clerk.username);
    expect(await codeOf(accept(paper, { pin }))).toBe('INVITATION_INVALID');
  });

  it('is not opened by guessing the pin', async () => {
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const asked = await call(anna, 'POST', `/users/${clerk.userId}/slips`, { reason: '新入职' });
    const { decisionId, pin } = asked.body as { decisionId: string; pin: string };
    await decide(berta, decisionId);
    const { code: paper } = await printed(berta, decisionId);
    const wrong = String((Number(pin) + 1) % 1_000_000).padStart(6, '0');
    const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(accept(paper, { pin: wrong }))));
    expect(codes.filter((code) => code === 'INVITATION_PIN_WRONG')).toHaveLength(4);
    expect(await codeOf(accept(paper, { pin }))).toBe('INVITATION_INVALID');
  });
});

describe('an account that was suspended', () => {
  const RESTORE = "update user_account set status = 'ACTIVE' where id = $1";

  it('is not restored by one alone, through the service or as the application’s database role', async () => {
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    expect((await call(anna, 'POST', `/users/${clerk.userId}/suspension`, { reason: '手机丢失' })).status).toBe(201);
    expect(await forged(RESTORE, [clerk.userId])).toBe('account_restored_by_two');
    const asked = await call(anna, 'POST', `/users/${clerk.userId}/suspension/ending`, { reason: '手机找到了' });
    expect(await codeOf(decide(anna, asked.body['decisionId']))).toBe('DECISION_SAME_PERSON');
    expect(await forged(RESTORE, [clerk.userId])).toBe('account_restored_by_two');
    expect((await decide(berta, asked.body['decisionId'])).status).toBe(200);
    // The decision was about that suspension, not about the next one.
    expect((await call(anna, 'POST', `/users/${clerk.userId}/suspension`, { reason: '又丢了' })).status).toBe(201);
    expect(await forged(RESTORE, [clerk.userId])).toBe('account_restored_by_two');
  });

  it('keeps when it was suspended, and once closed stays closed', async () => {
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const early =
      "update user_account set status = 'SUSPENDED', suspended_at = now() - interval '90 hours' where id = $1";
    expect(await forged(early, [clerk.userId])).toBe('DONE');
    const [row] = await booted
      .get(UnitOfWork)
      .read<{ isNow: boolean }>(
        `select suspended_at > now() - interval '1 hour' as "isNow" from account_suspension where user_id = $1`,
        [clerk.userId],
      );
    expect(row).toEqual({ isNow: true });
    for (const sql of [
      'delete from account_suspension where user_id = $1',
      'update account_suspension set ended_at = now() where user_id = $1',
      'insert into account_suspension (user_id, suspended_at) values ($1, now())',
    ]) {
      expect(await forged(sql, [clerk.userId])).toBe('42501');
    }
    expect(await forged("update user_account set status = 'DISABLED' where id = $1", [clerk.userId])).toBe('DONE');
    for (const status of ['ACTIVE', 'SUSPENDED']) {
      const reopened = 'update user_account set status = $2 where id = $1';
      expect(await forged(reopened, [clerk.userId, status])).toBe('account_stays_closed');
    }
  });
});

describe('where nobody may decide', () => {
  /** A place with one administrator of accounts and one clerk. */
  async function smallPlace() {
    const street = await people.division(tree.district, 'STREET', '河东街道');
    const community = await people.division(street, 'COMMUNITY', '河东社区');
    const [only, clerk] = [
      await people.staff('SECURITY_ADMIN', street.id),
      await people.staff('COMMUNITY_WORKER', community.id),
    ];
    return { street, community, only, clerk };
  }

  it('says who is missing', async () => {
    const { community, only, clerk } = await smallPlace();
    const body = { role: 'COMMUNITY_WORKER', divisionId: community.id };
    const asked = await call(only, 'POST', `/users/${clerk.userId}/grants`, body);
    const shown = await call(only, 'GET', `/decisions/${String(asked.body['decisionId'])}`);
    expect(shown.body).toMatchObject({
      ...{ mayDecide: false, whoMay: [] },
      missing: { place: '河东社区', roles: ['安全管理员'], sentence: expect.stringContaining('请运维放行') as string },
    });
  });

  it('the operator releases after three days, not before, and all staff are told', async () => {
    const { community, only, clerk } = await smallPlace();
    const body = { role: 'COMMUNITY_WORKER', divisionId: community.id, validTo: '2030-01-01T00:00:00+08:00' };
    const asked = await call(only, 'POST', `/users/${clerk.userId}/grants`, body);
    const id = String(asked.body['decisionId']);
    const release = () =>
      booted.get(ReleaseDecision).execute(systemActor('cli'), { id, reason: '另一位已离职，街道来函' });
    await expect(release()).rejects.toMatchObject({ code: 'RELEASE_TOO_EARLY' });
    booted.setNow(new Date(Date.now() + 72 * 3_600_000 - 60_000));
    await expect(release()).rejects.toMatchObject({ code: 'RELEASE_TOO_EARLY' });
    const early = `insert into decision (request_id, outcome, decided_by, decided_at) values ($1, 'APPROVED', 'system:cli', now() + interval '80 hours')`;
    expect(await forged(early, [id])).toBe('operator_waits');
    booted.setNow(new Date(Date.now() + 72 * 3_600_000 + 60_000));
    expect(await release()).toMatchObject({ kind: 'identity.grant' });
    await expect(release()).rejects.toMatchObject({ code: 'DECISION_MADE' });
    booted.setNow(undefined);
    expect(await rolesOf(clerk.userId)).toEqual(['COMMUNITY_WORKER', 'COMMUNITY_WORKER']);
    const told = await call(clerk, 'GET', '/me/staff-notices');
    expect(JSON.stringify(told.body)).toContain('另一位已离职，街道来函');
    const alerts = await booted
      .get(UnitOfWork)
      .read<{ sentence: string }>("select sentence from alert where kind = 'DECISION_RELEASED' and subject_key = $1", [
        id,
      ]);
    expect(alerts).toEqual([{ sentence: expect.stringContaining('社区工作者') as string }]);
    expect(alerts[0]?.sentence).not.toContain('街道来函');
  });

  const released = (decisionId: unknown, reason = '另一位已离职，街道来函') =>
    booted.get(ReleaseDecision).execute(systemActor('cli'), { id: String(decisionId), reason });
  const later = (hours: number) => booted.setNow(new Date(Date.now() + hours * HOUR_MS));
  async function askedGrant(by: SignedIn, place: { readonly id: string }): Promise<string> {
    const someone = await people.staff('COMMUNITY_WORKER', place.id);
    const body = { role: 'COMMUNITY_WORKER', divisionId: place.id, validTo: '2030-01-01T00:00:00+08:00' };
    const asked = await call(by, 'POST', `/users/${someone.userId}/grants`, body);
    return String(asked.body['decisionId']);
  }

  it('nothing is released while somebody may decide, or a moment after that one was taken out of the way', async () => {
    const { street, community, only } = await smallPlace();
    const second = await people.staff('SECURITY_ADMIN', street.id);
    const id = await askedGrant(only, community);
    later(73);
    await expect(released(id)).rejects.toMatchObject({
      code: 'RELEASE_SOMEBODY_MAY',
      details: { hint: expect.stringContaining(second.username) as string },
    });
    booted.setNow(undefined);
    const [held] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select id from role_grant where user_id = $1', [second.userId]);
    const revocation = `/users/${second.userId}/grants/${held?.id ?? ''}/revocation`;
    later(71);
    const again = await people.signedIn(only.username);
    expect((await call(again, 'POST', revocation, {})).status).toBe(200);
    later(73);
    await expect(released(id)).rejects.toMatchObject({ code: 'RELEASE_SOMEBODY_MAY' });
    // Nor by who is the table's owner and the application at once, until three days after it.
    const word =
      "insert into operator_word (id, kind, subject_id, given_at) values (gen_random_uuid(), 'RELEASE', $1, $2)";
    const owner = new Client(booted.database.ownerUrl);
    await owner.connect();
    await owner.query(word, [id, new Date(Date.now() + 73 * HOUR_MS)]);
    await owner.end();
    const row = `insert into decision (request_id, outcome, decided_by, decided_at) values ($1, 'APPROVED', 'system:cli', $2)`;
    expect(await forged(row, [id, new Date(Date.now() + 73 * HOUR_MS)])).toBe('operator_is_last');
    later(71 + 73);
    expect(await released(id)).toMatchObject({ kind: 'identity.grant' });
  });

  it('nothing is released a moment after the other administrator was suspended, and the others are told', async () => {
    const { street, community, only, clerk } = await smallPlace();
    const second = await people.staff('SECURITY_ADMIN', street.id);
    const id = await askedGrant(only, community);
    later(71);
    const again = await people.signedIn(only.username);
    const suspended = await call(again, 'POST', `/users/${second.userId}/suspension`, { reason: '碍事的同事' });
    expect(suspended.status).toBe(201);
    later(73);
    await expect(released(id)).rejects.toMatchObject({
      code: 'RELEASE_SOMEBODY_MAY',
      details: { hint: expect.stringContaining(second.username) as string },
    });
    const word =
      "insert into operator_word (id, kind, subject_id, given_at) values (gen_random_uuid(), 'RELEASE', $1, $2)";
    const owner = new Client(booted.database.ownerUrl);
    await owner.connect();
    await owner.query(word, [id, new Date(Date.now() + 73 * HOUR_MS)]);
    await owner.end();
    const row = `insert into decision (request_id, outcome, decided_by, decided_at) values ($1, 'APPROVED', 'system:cli', $2)`;
    expect(await forged(row, [id, new Date(Date.now() + 73 * HOUR_MS)])).toBe('operator_is_last');
    booted.setNow(undefined);
    const told = JSON.stringify((await call(clerk, 'GET', '/me/staff-notices')).body);
    expect(told).toContain('能管理账号的账号已被停用');
    expect(told).not.toContain('碍事的同事');
    const alerts = await booted
      .get(UnitOfWork)
      .read<{ key: string }>(
        "select subject_key as key from alert where kind = 'MANAGER_SUSPENDED' and starts_with(subject_key, $1)",
        [second.userId],
      );
    expect(alerts).toHaveLength(1);
    later(71 + 73);
    expect(await released(id)).toMatchObject({ kind: 'identity.grant' });
  });

  it('who was suspended all the while holds no release up, and counts again from the restoring on', async () => {
    const district = await people.division(null, 'DISTRICT', '城北区');
    const street = await people.division(district, 'STREET', '河北街道');
    const community = await people.division(street, 'COMMUNITY', '河北社区');
    const only = await people.staff('SECURITY_ADMIN', street.id);
    const [second, third] = [
      await people.staff('SECURITY_ADMIN', street.id),
      await people.staff('SECURITY_ADMIN', street.id),
    ];
    await call(only, 'POST', `/users/${second.userId}/suspension`, { reason: '离岗' });
    const back = await call(only, 'POST', `/users/${second.userId}/suspension/ending`, { reason: '回岗' });
    await call(only, 'POST', `/users/${third.userId}/suspension`, { reason: '离岗' });
    const id = await askedGrant(only, community);
    later(73);
    // Nobody of the street is left to restore the second: somebody of the district does it.
    booted.setNow(undefined);
    const above = await people.staff('SECURITY_ADMIN', district.id);
    expect((await decide(above, back.body['decisionId'])).status).toBe(200);
    later(73);
    const refusal = await released(id).catch(
      (error: unknown) => error as { readonly details: { readonly hint: string } },
    );
    const hint = 'details' in refusal ? refusal.details.hint : '';
    expect(hint).toContain(second.username);
    expect(hint).not.toContain(third.username);
  });

  it('a second account of the one who asked decides nothing, and holds no release up', async () => {
    const { street, community, only } = await smallPlace();
    const mine = await people.staff('SECURITY_ADMIN', street.id);
    const behind = await people.volunteer(tree.unit.id);
    await booted
      .get(UnitOfWork)
      .run((tx) =>
        tx.query('update user_account set person_volunteer_id = $2 where id = any ($1::uuid[])', [
          [only.userId, mine.userId],
          behind.id,
        ]),
      );
    const id = await askedGrant(only, community);
    expect(await codeOf(decide(mine, id))).toBe('DECISION_SAME_PERSON');
    expect((await call(mine, 'GET', `/decisions/${id}`)).body).toMatchObject({
      mayDecide: false,
      missing: { place: '河东社区' },
    });
    later(73);
    expect(await released(id)).toMatchObject({ kind: 'identity.grant' });
  });

  it('a release that is run twice at once is one', async () => {
    const { community, only, clerk } = await smallPlace();
    const id = await askedGrant(only, community);
    later(73);
    const outcomes = await Promise.allSettled([released(id, '甲'), released(id, '乙'), released(id, '丙')]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'DECISION_MADE' });
    }
    booted.setNow(undefined);
    const [told] = await booted
      .get(UnitOfWork)
      .read('select count(*)::int as count from alert where subject_key = $1', [id]);
    expect(told).toEqual({ count: 1 });
    expect((await call(clerk, 'GET', '/me/staff-notices')).body['items']).not.toEqual([]);
  });

  it('the operator releases nothing but what is about accounts, and nothing by the service', async () => {
    const { street, only } = await smallPlace();
    const rules = await people.staff('STREET_ADMIN', street.id);
    const hours = JSON.parse(readFileSync('config/policies/hours.default.json', 'utf8')) as object;
    const body = { ...hours, version: 'hours-release', effectiveFrom: '2031-01-01' };
    const asked = await call(rules, 'POST', '/policies', {
      kind: 'HOURS',
      divisionId: street.id,
      body,
      reason: '试试',
    });
    expect(asked.status).toBe(201);
    later(73);
    await expect(released(asked.body['decisionId'])).rejects.toMatchObject({ code: 'RELEASE_NOT_ACCOUNTS' });
    await expect(released('01900000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'DECISION_UNKNOWN' });
    const word =
      "insert into operator_word (id, kind, subject_id, given_at) values (gen_random_uuid(), 'RELEASE', $1, now())";
    expect(await forged(word, [only.userId])).toBe('42501');
  });

  describe('a deputy', () => {
    const day = (count: number) => new Date(Date.now() + count * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
    const ask = (by: SignedIn, userId: string, given: object = {}) =>
      call(by, 'POST', '/decision-deputies', {
        ...{ divisionId: tree.community.id, userId, fromDay: day(0), untilDay: day(10), reason: '社区干事休假' },
        ...given,
      });

    it('is somebody of another place, named by two, for some days', async () => {
      const neighbour = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
      const asked = await ask(anna, neighbour.userId);
      expect(await codeOf(decide(anna, asked.body['decisionId']))).toBe('DECISION_SAME_PERSON');
      const done = await decide(berta, asked.body['decisionId']);
      expect(done.status).toBe(200);
      const { deputyId } = done.body['result'] as { deputyId: string };
      const notices = async (user: SignedIn) => JSON.stringify((await call(user, 'GET', '/me/staff-notices')).body);
      const here = await people.staff('COMMUNITY_WORKER', tree.community.id);
      const elsewhere = await smallPlace();
      for (const user of [here, anna, neighbour]) expect(await notices(user)).toContain('社区干事休假');
      expect(await notices(elsewhere.clerk)).not.toContain('社区干事休假');
      const list = await call(anna, 'GET', '/decision-deputies');
      expect(list.body).toMatchObject({ items: [{ id: deputyId, userId: neighbour.userId, untilDay: day(10) }] });
      expect((await call(anna, 'POST', `/decision-deputies/${deputyId}/ending`, {})).status).toBe(200);
      expect(await codeOf(call(anna, 'POST', `/decision-deputies/${deputyId}/ending`, {}))).toBe(
        'DECISION_DEPUTY_UNKNOWN',
      );
      const forever = "update decision_deputy set ended_at = null, until_day = '2099-01-01' where id = $1";
      expect(await forged(forever, [deputyId])).toBe('deputy_only_ends');
    });

    it('sees and decides what waits at the place, on the days of the term and not after them', async () => {
      const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
      const neighbour = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
      const closing = async () => {
        const { id } = await people.volunteer(tree.unit.id);
        const asked = await call(clerk, 'POST', `/volunteers/${id}/closings`, { reason: 'MOVED_AWAY' });
        return String(asked.body['id']);
      };
      const close = (user: SignedIn, id: string) =>
        call(user, 'POST', `/closings/${id}/decisions`, { decision: 'APPROVE' });
      const listed = async (user: SignedIn) => JSON.stringify((await call(user, 'GET', '/closings')).body);
      const [first, other, third] = [await closing(), await closing(), await closing()];
      expect(await codeOf(close(neighbour, first))).toBe('CLOSING_UNKNOWN');
      const named = async (given: object) => {
        const asked = await ask(anna, neighbour.userId, given);
        const { body } = await decide(berta, asked.body['decisionId']);
        return (body['result'] as { deputyId: string }).deputyId;
      };
      // A term that has not begun yet gives nothing.
      await named({ fromDay: day(1), untilDay: day(3) });
      expect(await codeOf(close(neighbour, first))).toBe('CLOSING_UNKNOWN');
      expect(await listed(neighbour)).not.toContain(first);
      const today = await named({ untilDay: day(0) });
      expect(await listed(neighbour)).toContain(first);
      expect((await close(neighbour, first)).body).toMatchObject({ status: 'APPROVED' });
      expect((await call(anna, 'POST', `/decision-deputies/${today}/ending`, {})).status).toBe(200);
      expect(await codeOf(close(neighbour, other))).toBe('CLOSING_UNKNOWN');
      later(24);
      const tomorrow = await people.signedIn(neighbour.username);
      expect((await close(tomorrow, other)).body).toMatchObject({ status: 'APPROVED' });
      later(4 * 24);
      const afterwards = await people.signedIn(neighbour.username);
      expect(await listed(afterwards)).not.toContain(third);
      expect(await codeOf(close(afterwards, third))).toBe('CLOSING_UNKNOWN');
    });

    it('is nobody of the household of who asks or agrees', async () => {
      const [one, spouse] = [await people.volunteer(tree.unit.id), await people.volunteer(tree.unit.id)];
      const command = { volunteerId: one.id, withVolunteerId: spouse.id, source: '户口簿' };
      await booted.get(DeclareHousehold).execute(people.context(), command);
      const husband = await people.accountOf(one.id, 'SECURITY_ADMIN', tree.street.id);
      const wife = await people.accountOf(spouse.id, 'COMMUNITY_WORKER', tree.otherCommunity.id);
      expect(await codeOf(ask(husband, wife.userId))).toBe('DECISION_DEPUTY_SELF');
      const asked = await ask(anna, wife.userId);
      expect(await codeOf(decide(husband, asked.body['decisionId']))).toBe('DECISION_OWN_HOUSEHOLD');
      // Written past the application: the question says nothing of whose hands are in it, or who agrees is the wife's husband.
      const question = `insert into decision_request (id, kind, division_id, payload, concerned, hands, began_at, reason, evidence, asked_by, asked_at)
        values ($1, 'identity.deputy', $2, $3, '{}', '{}', now(), '自己写的', '[]', $4, now())`;
      const answer = `insert into decision (request_id, outcome, decided_by, decided_at) values ($1, 'APPROVED', $2, now())`;
      const row = `insert into decision_deputy (id, division_id, user_id, from_day, until_day, reason, named_by, named_at, decision_id)
        values (gen_random_uuid(), $1, $2, $3, $4, '自己写的', $5, now(), $6)`;
      const outsider = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
      const far = await smallPlace();
      for (const [asker, decider, userId, untilDay, refusal] of [
        [husband, anna, wife.userId, day(1), 'deputy_is_another'],
        [anna, husband, wife.userId, day(1), 'deputy_is_another'],
        [anna, berta, far.clerk.userId, day(1), 'deputy_is_another'],
        [anna, outsider, outsider.userId, day(1), 'deputy_by_two'],
        [anna, berta, outsider.userId, day(92), 'deputy_for_days'],
        [anna, berta, outsider.userId, day(91), 'DONE'],
      ] as const) {
        const id = randomUUID();
        const payload = { userId, divisionId: tree.community.id, fromDay: day(0), untilDay };
        expect(await forged(question, [id, tree.community.id, JSON.stringify(payload), asker.userId])).toBe('DONE');
        expect(await forged(answer, [id, decider.userId])).toBe('DONE');
        const written = await forged(row, [tree.community.id, userId, day(0), untilDay, asker.userId, id]);
        expect([refusal, written]).toEqual([refusal, refusal]);
      }
    });

    it('is not named where the role ended, or the days passed, before the other agreed', async () => {
      const neighbour = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
      const asked = await ask(anna, neighbour.userId, { untilDay: day(2) });
      later(3 * 24);
      const again = await people.signedIn(berta.username);
      expect(await codeOf(decide(again, asked.body['decisionId']))).toBe('DECISION_DEPUTY_TERM_INVALID');
      booted.setNow(undefined);
      const [held] = await booted
        .get(UnitOfWork)
        .read<{ id: string }>('select id from role_grant where user_id = $1', [neighbour.userId]);
      const revocation = `/users/${neighbour.userId}/grants/${held?.id ?? ''}/revocation`;
      expect((await call(anna, 'POST', revocation, {})).status).toBe(200);
      expect(await codeOf(decide(berta, asked.body['decisionId']))).toBe('DECISION_DEPUTY_HOLDS_NOTHING');
    });

    it('is not oneself, nor the second account one has made, nor who decides nothing elsewhere', async () => {
      const second = await made(anna);
      const idle = await people.staff('AUDITOR', tree.otherCommunity.id);
      const here = await people.staff('COMMUNITY_WORKER', tree.community.id);
      const far = await smallPlace();
      for (const [code, userId, given] of [
        ['DECISION_DEPUTY_SELF', anna.userId, {}],
        ['DECISION_DEPUTY_SELF', second.id, {}],
        ['DECISION_DEPUTY_HOLDS_NOTHING', idle.userId, {}],
        ['DECISION_DEPUTY_HOLDS_NOTHING', here.userId, {}],
        ['DECISION_DEPUTY_HOLDS_NOTHING', here.userId, { divisionId: tree.street.id }],
        ['DECISION_DEPUTY_HOLDS_NOTHING', far.clerk.userId, {}],
        ['DECISION_DEPUTY_TERM_INVALID', here.userId, { untilDay: day(200) }],
        ['DECISION_DEPUTY_TERM_INVALID', here.userId, { fromDay: day(-1) }],
      ] as const) {
        expect([code, await codeOf(ask(anna, userId, given))]).toEqual([code, code]);
      }
      const neighbour = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
      const row = `insert into decision_deputy (id, division_id, user_id, from_day, until_day, reason, named_by, named_at)
        values (gen_random_uuid(), $1, $2, current_date, current_date, '自己写的', $3, now())`;
      expect(await forged(row, [tree.community.id, neighbour.userId, anna.userId])).toBe('deputy_by_two');
    });
  });
});

/** The part of the migration that ends what the rules forbid; it finds nothing in an installation that is new. */
async function whatEndsAccounts(): Promise<readonly string[]> {
  const all: string[] = [];
  const query = (sql: string) => Promise.resolve(void all.push(sql));
  await new TwoGiveRoles1764300500000().up({ query } as unknown as QueryRunner);
  return all.filter((sql) => sql.includes('insert into account_finding'));
}

describe('an installation from before', () => {
  it('keeps what the rules allow, and says what was taken, from whom, and how to give it back', async () => {
    const old = await bootApp({ role: 'api' });
    const superuser = await superuserOf(old.database);
    try {
      const staff = new PeopleBuilder(old);
      const { street } = await staff.street();
      const boss = await staff.staff('STREET_ADMIN', street.id);
      const clerk = await staff.staff('COMMUNITY_WORKER', street.id);
      await superuser.query('set session_replication_role = replica');
      const grant = `insert into role_grant (id, user_id, role, division_id, valid_from, granted_by)
        values (gen_random_uuid(), $1, 'SECURITY_ADMIN', $2, '2026-01-01', 'system:cli')`;
      await superuser.query(grant, [boss.userId, street.id]);
      const line = `insert into audit_log (actor_id, actor_kind, action, subject_kind, subject_id)
        values ($1, 'USER', 'identity.create-user', 'identity', $2)`;
      await superuser.query(line, [boss.userId, clerk.userId]);
      for (const sql of await whatEndsAccounts()) await superuser.query(sql);
      const findings = old.get(AccountFindings);
      const report = await findings.report();
      expect(report).toHaveLength(2);
      expect(report[0]).toContain(`已收回 账号 ${boss.username}`);
      expect(report[1]).toContain(`账号 ${clerk.username}`);
      expect(report[1]).toContain(`由 ${boss.username} 设置`);
      expect((await findings.gaps()).join()).toContain('安全管理员只有 0 位');
      expect(await findings.reportOnce()).toEqual(report);
      expect(await findings.reportOnce()).toEqual([]);
      const { rows } = await superuser.query<{ same: boolean }>('select one_person($1, $2, now()) as same', [
        ...[boss.userId, clerk.userId],
      ]);
      expect(rows).toEqual([{ same: true }]);
    } finally {
      await superuser.end();
      await old.close();
    }
  });
});
