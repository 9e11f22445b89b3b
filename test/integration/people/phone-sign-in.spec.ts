import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { RoleGrants } from '../../../src/platform/security/accounts/role-grants';
import { PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';

const SECRET = 'a-secret-that-both-sides-of-the-gateway-know';
const PHONE = '13900001111';

interface Message {
  readonly phone: string;
  readonly text: string;
  readonly isSigned: boolean;
}

let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;
let gateway: Server;
const messages: Message[] = [];

beforeAll(async () => {
  gateway = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const timestamp = String(request.headers['x-timestamp']);
      const expected = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex');
      const isSigned = request.headers['x-signature'] === expected;
      messages.push({ ...(JSON.parse(body) as { phone: string; text: string }), isSigned });
      response.end('{}');
    });
  });
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`;
  booted = await bootApp({
    role: 'api',
    env: { RATE_LIMITS: 'off', NODE_ENV: 'test', SMS_URL: url, SMS_SECRET: SECRET },
  });
  people = new PeopleBuilder(booted);
  tree = await people.street();
  await resident('owner', PHONE);
});
beforeEach(() => (messages.length = 0));
afterEach(() => booted.setNow(undefined));
afterAll(async () => {
  await booted.close();
  gateway.close();
});

const resident = (username: string, phone: string) =>
  people.volunteer(tree.unit.id, { phone, account: { username, password: 'correct-horse-9' } });

async function post(path: string, body: object) {
  const response = await fetch(`${booted.url}/api/v1/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}
const ask = (phone: string) => post('phone-codes', { phone });
const signIn = (phone: string, code: string) => post('phone-sign-in', { phone, code });

async function codeFor(phone: string): Promise<string> {
  messages.length = 0;
  expect((await ask(phone)).status).toBe(204);
  await eventually('a message arrives', () => messages.length > 0);
  return /\d{6}/.exec(messages[0]?.text ?? '')?.[0] ?? '';
}

describe('signing in by phone', () => {
  it('sends a signed message and opens one session with its code', async () => {
    const code = await codeFor('+86 139-0000-1111');
    expect(messages).toMatchObject([{ phone: PHONE, isSigned: true }]);
    const replies = await Promise.all([1, 2].map(() => signIn(PHONE, code)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
    const token = String(replies.find(({ status }) => status === 200)?.body['accessToken']);
    const me = await fetch(`${booted.url}/api/v1/auth/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({ displayName: 'owner' });
  });

  it('answers the same for a phone that nobody has, and sends nothing', async () => {
    const known = await resident('known', '13900002222').then(() => ask('13900002222'));
    const unknown = await ask('13900003333');
    expect(unknown).toEqual(known);
    const refusals = [await signIn('13900003333', '000000'), await signIn('13900004444', '000000')];
    for (const { status, body } of refusals) expect([status, body['code']]).toEqual([401, 'PHONE_CODE_WRONG']);
    await eventually('the message to the known one', () => messages.length > 0);
    expect(messages.map(({ phone }) => phone)).toEqual(['13900002222']);
  });

  it('takes a code for five minutes and five tries', async () => {
    await resident('slow', '13900005555');
    const late = await codeFor('13900005555');
    booted.setNow(new Date(Date.now() + 5 * 60_000 + 1_000));
    expect((await signIn('13900005555', late)).body['code']).toBe('PHONE_CODE_WRONG');
    booted.setNow(undefined);
    const code = await codeFor('13900005555');
    const wrong = code === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 5; guess += 1) expect((await signIn('13900005555', wrong)).status).toBe(401);
    expect((await signIn('13900005555', code)).body['code']).toBe('PHONE_CODE_WRONG');
  });

  it('sends three codes to a phone in ten minutes, known or not', async () => {
    await resident('often', '13900006666');
    for (const phone of ['13900006666', '13900007777']) {
      for (let time = 0; time < 3; time += 1) expect((await ask(phone)).status).toBe(204);
      const refused = await ask(phone);
      expect([refused.status, refused.body['code']]).toEqual([429, 'RATE_LIMITED']);
    }
  });

  it('is not enough for people with roles, and says nothing about phones that people share', async () => {
    const { id } = await resident('with.role', '13900008888');
    const [account] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select id from user_account where volunteer_id = $1', [id]);
    const grant = { role: 'COMMUNITY_WORKER' as const, divisionId: tree.community.id };
    await booted.get(RoleGrants).grant(people.context(), account?.id ?? '', grant);
    await resident('shared.one', '13900009999');
    await resident('shared.two', '13900009999');
    for (const phone of ['13900008888', '13900009999']) expect((await ask(phone)).status).toBe(204);
    const code = await codeFor(PHONE);
    expect(messages.map(({ phone }) => phone)).toEqual([PHONE]);
    const [row] = await booted
      .get(UnitOfWork)
      .read<{ text: string }>(
        `select concat((select string_agg(p::text, '') from phone_code p), (select string_agg(a::text, '') from audit_log a)) as text`,
      );
    for (const hidden of [PHONE, code]) expect(row?.text).not.toContain(hidden);
  });

  it('opens no account of a phone whose other account is suspended, nor a suspended one', async () => {
    const { id } = await resident('phone.one', '13900010001');
    await resident('phone.two', '13900010001');
    await resident('phone.still', '13900010002');
    const suspend = `update user_account set status = 'SUSPENDED' where volunteer_id = $1 or username = 'phone.still'`;
    await booted.get(UnitOfWork).run((tx) => tx.query(suspend, [id]));
    for (const phone of ['13900010001', '13900010002']) expect((await ask(phone)).status).toBe(204);
    await codeFor(PHONE);
    expect(messages.map(({ phone }) => phone)).toEqual([PHONE]);
  });

  it('refuses what is no phone', async () => {
    expect((await ask('12345')).body['code']).toBe('PHONE_NOT_READABLE');
  });

  it('says so where no gateway is set up', async () => {
    const plain = await bootApp({ role: 'api', database: booted.database });
    try {
      const response = await fetch(`${plain.url}/api/v1/auth/phone-codes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phone: PHONE }),
      });
      expect(await response.json()).toMatchObject({ status: 409, code: 'SMS_NOT_SET_UP' });
    } finally {
      await plain.close();
    }
  });
});

describe('signing in by volunteer number', () => {
  async function nameBehind(token: string): Promise<string | undefined> {
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string };
    const [row] = await booted
      .get(UnitOfWork)
      .read<{ username: string }>('select username from user_account where id = $1', [sub]);
    return row?.username;
  }
  const byName = (username: string, password = 'correct-horse-9') => post('sign-in', { username, password });

  it('takes the number on the card in place of a user name, also of people who share a phone', async () => {
    const { volunteerNo } = await resident('number.one', '13900001234');
    await resident('number.two', '13900001234');
    for (const typed of [volunteerNo, ` ${volunteerNo.toLowerCase()} `]) {
      const { status, body } = await byName(typed);
      expect(status).toBe(200);
      expect(await nameBehind(String(body['accessToken']))).toBe('number.one');
    }
    const wrong = [await byName(volunteerNo, 'wrong-horse-99'), await byName('V0000000000')];
    expect(wrong.map(({ status, body }) => [status, body['code']])).toEqual([
      [401, 'CREDENTIALS_WRONG'],
      [401, 'CREDENTIALS_WRONG'],
    ]);
  });

  it('opens the account of the number, even where somebody has taken the number as a user name', async () => {
    const { volunteerNo } = await resident('number.three', '13900001235');
    await people.volunteer(tree.unit.id, { account: { username: volunteerNo, password: 'another-horse-8' } });
    expect((await byName(volunteerNo)).status).toBe(200);
    expect((await byName(volunteerNo, 'another-horse-8')).status).toBe(401);
  });
});
