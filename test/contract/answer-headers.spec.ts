import { createHash, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { Client } from 'pg';
import { describeApi } from '../../src/platform/operations/boot/application';
import { type StreetObjects, streetObjects } from '../builders/street-objects';
import { bootApp, type BootedApp } from '../support/boot-app';
import { type JsonSchema, sampleOf } from '../support/sample-body';
import { superuserOf } from '../support/superuser';

const MEGABYTE = 1_048_576;

let booted: BootedApp;
let superuser: Client;
let ids: StreetObjects;
let streetAdmin: string;
let systemAdmin: string;
let volunteer: string;

beforeAll(async () => {
  booted = await bootApp({ role: 'api', env: { RATE_LIMITS: 'off', NODE_ENV: 'test' } });
  superuser = await superuserOf(booted.database);
  const street = await streetObjects(booted, superuser);
  const { people, tree } = street.service;
  ids = street.ids;
  streetAdmin = (await people.staff('STREET_ADMIN', tree.street.id)).token;
  volunteer = (await people.signedInVolunteer(tree.unit.id)).token;
  systemAdmin = (await people.staff('SYSTEM_ADMIN', tree.street.id)).token;
}, 180_000);
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

const bearer = (token = streetAdmin) => ({ authorization: `Bearer ${token}` });
const api = (path: string, init: RequestInit = {}) => fetch(`${booted.url}/api/v1${path}`, init);
const json = { 'content-type': 'application/json' };

function upload(path: string, bytes: Buffer, named: { type: string; name: string }, token = streetAdmin) {
  const form = new FormData();
  form.append('file', new Blob([bytes], { type: named.type }), named.name);
  return api(path, { method: 'POST', headers: { ...bearer(token), 'idempotency-key': randomUUID() }, body: form });
}

async function storedPhoto(): Promise<string> {
  const photo = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64)]);
  const stored = await upload(`/shifts/${ids['shiftId'] ?? ''}/attachments`, photo, {
    type: 'image/png',
    name: 'a.png',
  });
  expect(stored.status).toBe(201);
  return ((await stored.json()) as { id: string }).id;
}

/** One of every kind of answer. */
const answers: readonly (readonly [string, number, () => Promise<Response>])[] = [
  ['an answer about a person', 200, () => api('/auth/me', { headers: bearer() })],
  ['a list of people', 200, () => api('/volunteers', { headers: bearer() })],
  ['a published list', 200, () => api('/activities')],
  ['a refusal at the door', 401, () => api('/volunteers')],
  ['a refusal of a field', 400, () => api('/auth/sign-in', { method: 'POST', headers: json, body: '{}' })],
  ['a body that is no JSON', 400, () => api('/auth/sign-in', { method: 'POST', headers: json, body: '{' })],
  ['an unknown address', 404, () => api('/no-such-route')],
  ['an unknown address outside of the API', 404, () => fetch(`${booted.url}/wp-login.php`)],
  ['an address too long', 404, () => fetch(`${booted.url}/verify/${'x'.repeat(5_000)}`)],
  ['an address that is none', 404, () => fetch(`${booted.url}/api/v1/%zz`)],
  [
    'a body that is too large',
    413,
    () => api('/auth/sign-in', { method: 'POST', headers: json, body: `"${'x'.repeat(MEGABYTE)}"` }),
  ],
  ['a file', 200, async () => api(`/attachments/${await storedPhoto()}`, { headers: bearer() })],
  [
    'a workbook',
    200,
    () => api(`/people-import-templates?kind=VOLUNTEERS&divisionId=${ids['divisionId'] ?? ''}`, { headers: bearer() }),
  ],
  ['the kiosk page', 200, () => fetch(`${booted.url}/kiosk`)],
  ['the sign-in page', 200, () => fetch(`${booted.url}/sign-in?code=x&state=y`)],
  ['the invitation page', 200, () => fetch(`${booted.url}/invitation`)],
  [
    'the page of a certificate',
    404,
    () => fetch(`${booted.url}/verify/NOSUCHCODE`, { headers: { accept: 'text/html' } }),
  ],
  ['the health of the service', 200, () => fetch(`${booted.url}/health/live`)],
];

describe('every kind of answer', () => {
  it.each(answers)('%s (%i) is not guessed at, framed, passed on or kept', async (_, status, ask) => {
    const { headers, status: given } = await ask();
    expect(given).toBe(status);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'|default-src 'none'; sandbox/);
    expect(headers.get('cache-control')).toMatch(/no-store|no-cache/);
    expect(headers.get('x-powered-by')).toBeNull();
    if (status >= 400 && headers.get('content-type')?.startsWith('text/html') !== true) {
      expect(headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('is the same for bytes that are no HTTP at all: refused, and nothing told', async () => {
    const { port, hostname } = new URL(booted.url);
    const text = await new Promise<string>((settle) => {
      let received = '';
      const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
      socket.setEncoding('utf8').on('data', (part: string) => (received += part));
      socket.once('close', () => settle(received));
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).not.toMatch(/node|fastify\/|at .*\.js/i);
  });
});

describe('other origins', () => {
  it.each(['https://evil.example.cn', 'null', 'http://localhost:3000'])('get no permission: %s', async (origin) => {
    const preflight = await api('/volunteers', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    const read = await api('/activities', { headers: { origin } });
    expect(preflight.ok).toBe(false);
    for (const { headers } of [preflight, read]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });

  it('cannot send a form: what a browser sends without asking is not read', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const reply = await api('/auth/sign-in', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"username":"a","password":"b"}',
      });
      expect(reply.status).toBe(400);
      expect(((await reply.json()) as { title: string }).title).toMatch(/[一-鿿]/);
    }
  });
});

describe('what is sent in', () => {
  it('is refused in Chinese where it is too large, as JSON and as a file', async () => {
    const replies = [
      await api('/auth/sign-in', { method: 'POST', headers: json, body: `"${'x'.repeat(MEGABYTE)}"` }),
      await upload(
        `/shifts/${ids['shiftId'] ?? ''}/attachments`,
        Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(20 * MEGABYTE)]),
        { type: 'image/png', name: 'a.png' },
      ),
    ];
    for (const reply of replies) {
      expect(reply.status).toBe(413);
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      expect(((await reply.json()) as { title: string }).title).toMatch(/太大/);
    }
  });

  it('is known by its content on every route that takes a file, whatever it calls itself', async () => {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    const given: Readonly<Record<string, string>> = {
      divisionId: ids['divisionId'] ?? '',
      fileHash: createHash('sha256').update(page).digest('hex'),
      periodFrom: '2023-01-01',
      periodTo: '2023-12-31',
    };
    const names = [
      ['list.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      ['photo.png', 'image/png'],
      ['data.json', 'application/json'],
    ] as const;
    const outcomes: Record<string, string[]> = {};
    for (const { id, template, query } of uploads()) {
      // A list that is corrected would have to be there.
      const asked = query.filter(({ name }) => name !== 'corrects');
      const parameters = asked.map(({ name, schema }): [string, string] => [
        name,
        given[name] ?? String(sampleOf(schema, {})),
      ]);
      const path = template
        .replace('/api/v1', '')
        .replace(/\{([^}]+)\}/g, (_, name: string) => ids[name] ?? randomUUID());
      const address = `${path}?${new URLSearchParams(parameters).toString()}`;
      const token = { importCalendar: systemAdmin, proveOwnCorrection: volunteer }[id] ?? streetAdmin;
      for (const [name, type] of names) {
        const reply = await upload(address, page, { type, name }, token);
        (outcomes[id] ??= []).push(`${String(reply.status)} ${((await reply.json()) as { code: string }).code}`);
      }
    }
    const thrice = (code: string) => names.map(() => `400 ${code}`);
    expect(outcomes).toEqual({
      storeAttachment: thrice('ATTACHMENT_TYPE_UNKNOWN'),
      checkDivisionImport: thrice('SPREADSHEET_UNREADABLE'),
      importDivisions: thrice('SPREADSHEET_UNREADABLE'),
      checkOpeningImport: thrice('SPREADSHEET_UNREADABLE'),
      submitOpeningImport: thrice('SPREADSHEET_UNREADABLE'),
      importCalendar: thrice('SPREADSHEET_UNREADABLE'),
      stagePeopleImport: thrice('SPREADSHEET_UNREADABLE'),
      proveCorrection: thrice('CORRECTION_PROOF_TYPE'),
      proveOwnCorrection: thrice('CORRECTION_PROOF_TYPE'),
    });
  });
});

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: JsonSchema;
}

/** Every route of the document that takes a file. */
function uploads() {
  return Object.entries(describeApi(booted.app).paths).flatMap(([template, { post }]) => {
    const content = (post?.requestBody as { content?: Record<string, unknown> } | undefined)?.content;
    if (!post || !content?.['multipart/form-data']) return [];
    const query = ((post.parameters ?? []) as unknown as Parameter[]).filter((parameter) => parameter.in === 'query');
    return [{ id: post.operationId ?? '', template, query }];
  });
}
