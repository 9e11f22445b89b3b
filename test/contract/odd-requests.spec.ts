import { randomUUID } from 'node:crypto';
import type { OpenAPIObject } from '@nestjs/swagger';
import { describeApi } from '../../src/platform/operations/boot/application';
import { PeopleBuilder, type StreetTree } from '../builders/people.builder';
import { bootApp, type BootedApp } from '../support/boot-app';

/** Whatever a client sends is answered as a success or a refusal that says why, never as a failure of ours. */

interface Shape {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly example?: unknown;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly allOf?: readonly Shape[];
  readonly $ref?: string;
}

interface Operation {
  readonly method: string;
  readonly template: string;
  readonly query: readonly { readonly name: string; readonly schema: Shape }[];
  readonly body: Shape | null;
}

const AT_ONCE = 16;
const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';

const oddTexts: readonly string[] = [
  '\u0000',
  'a\u0000b',
  '😀'.repeat(20),
  '\ud800',
  "'; drop table volunteer; --",
  '字'.repeat(20_000),
  '../../etc/passwd',
  '{"$gt":""}',
];

const oddValues: readonly unknown[] = [
  ...oddTexts,
  null,
  true,
  -1,
  0,
  1.5,
  99_999_999_999_999,
  1e308,
  [],
  {},
  [[]],
  [null],
  ['\u0000'],
  { length: 3 },
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  '9999-12-31T23:59:59+08:00',
  '0000-01-01T00:00:00Z',
  '2026-11-24T24:00:00Z',
];

const oddCursors = [
  ['x'],
  [1],
  ['a', 'b'],
  [1, 2],
  ['2026-01-01T00:00:00Z', UNKNOWN_ID],
  ['\u0000'],
  ['\u0000', UNKNOWN_ID],
  [1e300],
  [-1, 'x'],
  ['a', 'b', 'c'],
].map((key) => Buffer.from(JSON.stringify(key)).toString('base64url'));

let booted: BootedApp;
let tokens: { readonly systemAdmin: string; readonly streetAdmin: string; readonly streetLeader: string };
let tree: StreetTree;
let operations: readonly Operation[];
let schemas: Readonly<Record<string, Shape>>;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  const people = new PeopleBuilder(booted);
  tree = await people.street();
  tokens = {
    systemAdmin: (await people.staff('SYSTEM_ADMIN', tree.street.id)).token,
    streetAdmin: (await people.staff('STREET_ADMIN', tree.street.id)).token,
    streetLeader: (await people.staff('STREET_LEADER', tree.street.id)).token,
  };
  const document = describeApi(booted.app);
  schemas = document.components?.schemas ?? {};
  operations = operationsOf(document);
}, 120_000);

afterAll(async () => booted.close());

function operationsOf(document: OpenAPIObject): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([template, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const parameters = (operation.parameters ?? []) as readonly { name: string; in: string; schema: Shape }[];
      const content = (operation.requestBody as { content?: Record<string, { schema: Shape }> } | undefined)?.content;
      return [
        {
          method: method.toUpperCase(),
          template,
          query: parameters.filter((parameter) => parameter.in === 'query'),
          body: content?.['application/json']?.schema ?? null,
        },
      ];
    }),
  );
}

function resolved(shape: Shape): Shape {
  if (shape.$ref !== undefined) return schemas[shape.$ref.split('/').at(-1) ?? ''] ?? {};
  return shape.allOf?.[0] ? resolved(shape.allOf[0]) : shape;
}

/** A value the documentation allows, so that the odd one is the only one that is wrong. */
function plausible(given: Shape, name = ''): unknown {
  const shape = resolved(given);
  if (shape.example !== undefined) return shape.example;
  if (shape.enum?.[0] !== undefined) return shape.enum[0];
  if (shape.properties) {
    return Object.fromEntries(Object.entries(shape.properties).map(([key, value]) => [key, plausible(value, key)]));
  }
  if (shape.type === 'array') return shape.items ? [plausible(shape.items, name)] : [];
  if (shape.type === 'integer' || shape.type === 'number') return shape.minimum ?? 1;
  if (shape.type === 'boolean') return true;
  if (shape.format === 'uuid') return /division|parent/i.test(name) ? tree.street.id : UNKNOWN_ID;
  return '合理内容12345678';
}

interface Probe {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly what: string;
}

function withIds(template: string, id: string): string {
  return template.replace(/\{[^}]+\}/g, encodeURIComponent(id));
}

function* probesOf({ method, template, query, body }: Operation): Generator<Probe> {
  const url = withIds(template, UNKNOWN_ID);
  const text = body ? JSON.stringify(plausible(body)) : undefined;
  const sent = text === undefined ? {} : { body: text };
  for (const id of [UNKNOWN_ID, tree.street.id, 'x', '\u0000', '😀', '%', '..', '1'.repeat(5_000)]) {
    yield { method, url: withIds(template, id), ...sent, what: `id ${id.slice(0, 40)}` };
  }
  for (const { name, schema } of query) {
    const isCursor = name === 'after';
    for (const odd of [
      ...oddTexts.filter((one) => one.length < 3_000),
      ...(isCursor ? oddCursors : []),
      '-1',
      '1e309',
      '2026-02-30',
      '0000-01-01',
      '9999-12-31',
      '',
      UNKNOWN_ID,
    ]) {
      const others = query.filter((one) => one.name !== name && one.name !== 'after');
      const parameters = others.map((one) => [one.name, String(plausible(one.schema, one.name))]);
      yield {
        method,
        url: `${url.replaceAll(UNKNOWN_ID, tree.street.id)}?${wellFormed([...parameters, [name, odd]])}`,
        what: `query ${name} = ${odd.slice(0, 40)} ${schema.type ?? ''}`,
      };
      yield { method, url: `${url}?${wellFormed([[name, odd]])}`, what: `query ${name} = ${odd.slice(0, 40)} alone` };
    }
    yield { method, url: `${url}?${name}[a]=1&${name}=2&${name}=3`, what: `query ${name} three times` };
  }
  if (!body) return;
  for (const odd of ['', 'null', '[]', '1', '"x"', '{', '{"__proto__":{"a":1}}', '{"constructor":1}']) {
    yield { method, url, body: odd, what: `body ${odd}` };
  }
  for (const name of Object.keys(resolved(body).properties ?? {})) {
    for (const odd of oddValues) {
      const changed = { ...(plausible(body) as Record<string, unknown>), [name]: odd };
      yield { method, url, body: JSON.stringify(changed), what: `${name} = ${JSON.stringify(odd).slice(0, 40)}` };
    }
  }
}

function wellFormed(pairs: readonly (readonly string[])[]): string {
  return new URLSearchParams(pairs.map(([name = '', value = '']): [string, string] => [name, value])).toString();
}

/** The office that may come far: a refusal at the door would try nothing. */
function tokenFor({ method, url }: Probe): string {
  if (url.includes('/confirm')) return tokens.streetLeader;
  return method !== 'GET' && /users|policies/.test(url) ? tokens.systemAdmin : tokens.streetAdmin;
}

async function failureOf({ method, url, body, what }: Probe, token: string): Promise<string | null> {
  const response = await fetch(`${booted.url}${url}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'idempotency-key': randomUUID(),
      'if-match': '"1"',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return response.status >= 500
    ? `${method} ${url.slice(0, 120)} ${what}: ${String(response.status)} ${text.slice(0, 200)}`
    : null;
}

describe('odd requests', () => {
  it('are answered by a success or a refusal on every route', async () => {
    const probes = operations.flatMap((operation) => [...probesOf(operation)]);
    const failures: string[] = [];
    for (let from = 0; from < probes.length; from += AT_ONCE) {
      const answers = probes.slice(from, from + AT_ONCE).map(async (probe) => failureOf(probe, tokenFor(probe)));
      failures.push(...(await Promise.all(answers)).filter((failure) => failure !== null));
    }
    expect(failures).toEqual([]);
  }, 480_000);

  it('with a method the route does not know are refused', async () => {
    const failures: string[] = [];
    for (const { template } of operations) {
      for (const method of ['PUT', 'DELETE', 'PATCH', 'POST', 'OPTIONS']) {
        const failure = await failureOf(
          { method, url: withIds(template, UNKNOWN_ID), what: 'method' },
          tokens.streetAdmin,
        );
        if (failure !== null) failures.push(failure);
      }
    }
    expect(failures).toEqual([]);
  }, 180_000);
});
