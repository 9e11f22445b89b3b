import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { DeclareHousehold } from '../../../src/modules/households';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { PdfRenderer } from '../../../src/platform/documents/pdf-renderer';
import { idNumberOf, PASSWORD, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';

/** Hole 2: one administrator is two people. Two administrators of accounts, and what either tries alone. */
const SECRET = 'a-secret-that-both-sides-of-the-gateway-know';
const NEW_PASSWORD = 'better-horse-10';
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
